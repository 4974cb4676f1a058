import { Anchor, Badge, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  postApiV1EncountersByIdNotes,
  getApiV1EncountersByIdNotes,
  type DraftNoteDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Notes of the patient's stay, and a new one. */
export function NotesScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/notes' });
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter, encounters }) => {
        const shown = encounter ?? encounters[0];
        return (
          <Stack>
            {encounter && iMay('note.write') && <NewNote patientId={patientId} encounterId={encounter.id} />}
            {shown && <Notes patientId={patientId} encounterId={shown.id} />}
          </Stack>
        );
      }}
    </PatientFrame>
  );
}

function NewNote({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [type, setType] = useState<DraftNoteDto['type']>('progress');
  const act = useAct(async (body: DraftNoteDto, key) => {
    const note = await answerOf(
      postApiV1EncountersByIdNotes({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    void queries.invalidateQueries({ queryKey: ['notes', encounterId] });
    await navigate({ to: '/patients/$patientId/notes/$noteId', params: { patientId, noteId: note.id } });
  });
  return (
    <Stack gap="xs">
      <Group align="flex-end">
        <Select
          label={words.notes.add}
          allowDeselect={false}
          value={type}
          data={Object.entries(words.notes.types).map(([value, label]) => ({ value, label }))}
          onChange={(value) => value && setType(value as DraftNoteDto['type'])}
        />
        <Button loading={act.isBusy} onClick={() => void act.run({ type, sections: [{ code: 'text', text: ' ' }] })}>
          {words.notes.add}
        </Button>
      </Group>
      <ProblemNotice problem={act.problem} />
    </Stack>
  );
}

function Notes({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const words = useWords();
  const notes = useQuery({
    queryKey: ['notes', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdNotes({ path: { id: encounterId } })),
  });
  return (
    <Waiting of={notes}>
      {({ items, next }) => (
        <Stack>
          <Title order={2} size="h4">
            {words.chart.notes}
          </Title>
          {items.length === 0 && <Text>{words.notes.none}</Text>}
          {items.map((note) => (
            <div key={note.id}>
              <Group gap="xs">
                <Anchor component={Link} to={`/patients/${patientId}/notes/${note.addendumTo ?? note.id}`} fw={600}>
                  {note.title}
                </Anchor>
                <Badge variant="default">
                  {note.status === 'draft'
                    ? words.notes.draft
                    : note.status === 'signed'
                      ? words.notes.signed
                      : words.notes.inError}
                </Badge>
                <Text className="muted">
                  {note.author.fullName} · {moment(note.signedAt ?? note.createdAt)}
                </Text>
              </Group>
              <Text size="sm">{note.headline}</Text>
            </div>
          ))}
          {next && <Text className="muted">{words.chart.moreItems('…')}</Text>}
        </Stack>
      )}
    </Waiting>
  );
}
