import { Anchor, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { OwnNotePage } from '../api/generated/index.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { headlineOf } from './headline.ts';

/** Notes of several patients that wait for the person signed in. */
export function OwnNotes({
  title,
  none,
  page: { items, next },
}: {
  readonly title: string;
  readonly none: string;
  readonly page: OwnNotePage;
}) {
  const words = useWords();
  return (
    <Stack>
      <Title order={1} size="h3">
        {title}
      </Title>
      {items.length === 0 && <Text>{none}</Text>}
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
              <Table.Td>{note.author.fullName}</Table.Td>
              <Table.Td>
                {headlineOf(note)}
                {note.refusedTexts > 0 && <div className="severe">{words.changes.refusedCount(note.refusedTexts)}</div>}
              </Table.Td>
              <Table.Td>{moment(note.savedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
    </Stack>
  );
}
