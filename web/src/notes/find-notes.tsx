import { Anchor, Stack, Text, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { getApiV1PatientsByIdNotes, type FoundNoteResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { currentLanguage } from '../words/language.ts';
import { useWords } from '../words/use-words.ts';
import { useTemplates } from './use-template.ts';

/** Words are looked for from so many letters on. */
const LEAST = 2;

/** Signed notes of all stays in which some words stand, with marks or without. */
export function FindNotes({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const { q } = useAsked(typed, 300);
  return (
    <Stack gap="xs" component="search">
      <TextInput
        label={words.noteTools.find}
        description={words.noteTools.findAbout}
        type="search"
        maw={420}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {q.length >= LEAST && <Found patientId={patientId} q={q} />}
    </Stack>
  );
}

function Found({ patientId, q }: { readonly patientId: string; readonly q: string }) {
  const words = useWords();
  const notes = usePages({
    queryKey: ['found-notes', patientId, q],
    ask: (cursor) =>
      answerOf(getApiV1PatientsByIdNotes({ path: { id: patientId }, query: { q, limit: 20, ...cursor } })),
    staleTime: 0,
  });
  return (
    <Waiting of={notes}>
      {(items) => (
        <section aria-label={words.noteTools.foundOf(q)}>
          <Title order={2} size="h4">
            {words.noteTools.foundOf(q)}
          </Title>
          {items.length === 0 && <Text role="status">{words.noteTools.noneFound}</Text>}
          {items.map((note) => (
            <FoundNote key={note.id} note={note} />
          ))}
          <MorePages of={notes} />
        </section>
      )}
    </Waiting>
  );
}

function FoundNote({ note }: { readonly note: FoundNoteResponse }) {
  const titleOf = useTitlesOf(note.type);
  return (
    <article>
      <Anchor component={Link} to={`/patients/${note.patientId}/notes/${note.addendumTo ?? note.id}`} fw={600}>
        {note.title}
      </Anchor>{' '}
      <span className="muted">
        {note.author.fullName} · {moment(note.signedAt ?? note.createdAt)}
      </span>
      {note.found.map(({ code, text }) => (
        <Text key={code} size="sm">
          <strong>{titleOf(code)}:</strong> {text}
        </Text>
      ))}
    </article>
  );
}

/** What a section is called in the hospital's forms of a kind of note; several of a kind call it the same. */
function useTitlesOf(type: FoundNoteResponse['type']): (code: string) => string {
  const words = useWords();
  const forms = (useTemplates().data?.items ?? []).filter((form) => form.type === type);
  const sections = forms.flatMap((form) => form.sections);
  return (of) => sections.find(({ code }) => code === of)?.titles[currentLanguage()] ?? words.notes.section(of);
}
