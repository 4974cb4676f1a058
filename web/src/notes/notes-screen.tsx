import { Anchor, Badge, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
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
import { shownEncounter } from '../chart/use-chart.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { usePerson } from '../session/use-session.ts';
import { currentLanguage } from '../words/language.ts';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { FindNotes } from './find-notes.tsx';
import { headlineOf } from './headline.ts';
import { useTemplates } from './use-template.ts';

/** Notes of the patient's stay, and a new one. */
export function NotesScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/notes' });
  return (
    <PatientFrame patientId={patientId}>
      {(chart) => {
        const { encounter } = chart;
        const shown = shownEncounter(chart);
        return (
          <Stack>
            {encounter && iMay('note.write') && <NewNote patientId={patientId} encounterId={encounter.id} />}
            <FindNotes patientId={patientId} />
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
  const templates = useTemplates();
  const person = usePerson();
  const mine = (templates.data?.items ?? []).filter(({ roles }) => roles.includes(person.role));
  const [chosen, setChosen] = useState<string | null>(null);
  const template = mine.find(({ code }) => code === chosen) ?? mine.find(({ code }) => code === 'progress') ?? mine[0];
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
          label={words.notes.kind}
          allowDeselect={false}
          searchable
          w={340}
          value={template?.code ?? null}
          data={mine.map(({ code, titles }) => ({ value: code, label: titles[currentLanguage()] }))}
          onChange={setChosen}
        />
        <ActButton
          loading={act.isBusy}
          blocked={template ? undefined : words.notes.noTemplate}
          onClick={() => template && void act.run({ type: template.type, template: template.code, sections: [] })}
        >
          {words.notes.add}
        </ActButton>
      </Group>
      <ProblemNotice problem={act.problem} />
    </Stack>
  );
}

function Notes({ patientId, encounterId }: { readonly patientId: string; readonly encounterId: string }) {
  const words = useWords();
  const notes = usePages({
    queryKey: ['notes', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdNotes({ path: { id: encounterId }, query: { limit: 50, ...cursor } })),
  });
  return (
    <Waiting of={notes}>
      {(items) => (
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
                <Badge variant="default">{words.notes.status[note.status] ?? note.status}</Badge>
                <Text className="muted">
                  {note.author.fullName} · {moment(note.signedAt ?? note.createdAt)}
                </Text>
              </Group>
              <Text size="sm">{headlineOf(note)}</Text>
            </div>
          ))}
          <MorePages of={notes} />
        </Stack>
      )}
    </Waiting>
  );
}
