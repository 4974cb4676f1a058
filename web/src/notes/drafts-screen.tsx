import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getApiV1NotesMine } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** What I began to write and have not signed, wherever the patient is now. */
export function DraftsScreen() {
  const words = useWords();
  const drafts = useQuery({ queryKey: ['notes', 'mine'], queryFn: () => answerOf(getApiV1NotesMine()) });
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.notes.drafts}
      </Title>
      <Waiting of={drafts}>
        {({ items }) => (
          <>
            {items.length === 0 && <Text>{words.notes.noDrafts}</Text>}
            <Table>
              <Table.Tbody>
                {items.map((note) => (
                  <Table.Tr key={note.id}>
                    <Table.Td>
                      <Anchor component={Link} to={`/patients/${note.patientId}/notes/${note.id}`}>
                        {note.title}
                      </Anchor>
                    </Table.Td>
                    <Table.Td>
                      {note.patient.fullName} <span className="muted">{note.patient.mrn}</span>
                    </Table.Td>
                    <Table.Td>{note.wardName}</Table.Td>
                    <Table.Td>{note.headline}</Table.Td>
                    <Table.Td>{moment(note.savedAt)}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </>
        )}
      </Waiting>
    </Stack>
  );
}
