import { Alert, Card, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  postApiV1NotesByIdAddenda,
  getApiV1NotesById,
  postApiV1NotesByIdMarkInError,
  type NoteResponse,
  type SignedAddendumDto,
  type SignNoteDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { usePerson } from '../session/use-session.ts';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { MarkInError } from '../shell/mark-in-error.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { currentLanguage } from '../words/language.ts';
import { useWords } from '../words/use-words.ts';
import { NoteEditor } from './note-editor.tsx';
import { NoteSignatures } from './note-signatures.tsx';
import { PatientSigns } from './patient-signs.tsx';
import { SectionAnswers } from './section-answers.tsx';
import { PulledValues } from './pulled-values.tsx';
import { RefusedTexts } from './refused-texts.tsx';
import { Versions } from './versions.tsx';
import { useTemplate } from './use-template.ts';
import { WhoSigns } from './who-signs.tsx';

/** One note: its author's draft to write in, or what was signed, with its addenda. */
export function NoteScreen() {
  const { patientId, noteId } = useParams({ from: '/patients/$patientId/notes/$noteId' });
  const words = useWords();
  const person = usePerson();
  const note = useQuery({
    queryKey: ['note', noteId],
    queryFn: () => answerOf(getApiV1NotesById({ path: { id: noteId } })),
    refetchOnWindowFocus: false,
  });
  return (
    <PatientFrame patientId={patientId}>
      {({ patient }) => (
        <Waiting of={note}>
          {(found) =>
            found.status === 'draft' && found.author.id === person.id ? (
              note.isFetching && !note.isFetchedAfterMount ? (
                // What is remembered of a draft may have been written on at another machine.
                <Text role="status">{words.loading}</Text>
              ) : (
                <NoteEditor key={found.id} note={found} onChanged={() => void note.refetch()} />
              )
            ) : (
              <NoteText note={found} patientName={patient.fullName} onChanged={() => void note.refetch()} />
            )
          }
        </Waiting>
      )}
    </PatientFrame>
  );
}

interface NoteTextProps {
  readonly note: NoteResponse;
  readonly patientName: string;
  readonly onChanged: () => void;
}

function NoteText({ note, patientName, onChanged }: NoteTextProps) {
  const words = useWords();
  const person = usePerson();
  const titleOf = useSectionTitles(note.form?.code);
  return (
    <Stack maw={900}>
      <Title order={1} size="h3">
        {note.title}
      </Title>
      {note.status === 'entered-in-error' && (
        <Alert color="red" title={words.notes.inError}>
          {note.statusReason}
        </Alert>
      )}
      {note.status === 'draft' && <Text className="unsaved">{words.notes.draft}</Text>}
      {note.author.id === person.id && <RefusedTexts noteId={note.id} titleOf={titleOf} />}
      <Sections sections={note.sections} form={note.form?.code} pulled={note.pulled} />
      <NoteSignatures note={note} onChanged={onChanged} />
      <PatientSigns note={note} fullName={patientName} onChanged={onChanged} />
      <Versions key={note.version} noteId={note.id} titleOf={titleOf} />
      {note.addenda.length > 0 && (
        <Title order={2} size="h4">
          {words.notes.addenda}
        </Title>
      )}
      {note.addenda.map((addendum) => (
        <Card key={addendum.id} withBorder>
          <Sections sections={addendum.sections} form={undefined} />
          <NoteSignatures note={addendum} onChanged={onChanged} />
        </Card>
      ))}
      {(note.status === 'signed' || note.status === 'awaiting-cosignature') && iMay('note.write') && (
        <NewAddendum noteId={note.id} onAdded={onChanged} />
      )}
      <InError note={note} onChanged={onChanged} />
    </Stack>
  );
}

const DOCTORS: readonly string[] = ['doctor', 'department-head'];

/** Its author or a doctor says that a note was entered in error; it stays readable. */
function InError({ note, onChanged }: { readonly note: NoteResponse; readonly onChanged: () => void }) {
  const queries = useQueryClient();
  const person = usePerson();
  const isSigned = note.status === 'signed' || note.status === 'awaiting-cosignature';
  const mayMark = iMay('note.sign') && (note.author.id === person.id || DOCTORS.includes(person.role));
  if (!isSigned || !mayMark) return null;
  const headers = { 'If-Match': etag(note.version) };
  return (
    <MarkInError
      id={note.id}
      what={note.title}
      mark={(reason) => postApiV1NotesByIdMarkInError({ path: { id: note.id }, body: { reason }, headers })}
      onDone={() => {
        for (const key of ['notes', 'chart']) void queries.invalidateQueries({ queryKey: [key] });
        onChanged();
      }}
    />
  );
}

function Sections({
  sections,
  form,
  pulled = [],
}: {
  readonly sections: NoteResponse['sections'];
  readonly form: string | undefined;
  readonly pulled?: NoteResponse['pulled'];
}) {
  const titleOf = useSectionTitles(form);
  const template = useTemplate(form);
  return sections.map((section) => (
    <section key={section.code}>
      <Text fw={600}>{titleOf(section.code)}</Text>
      {section.text !== '' && <p className="pre">{section.text}</p>}
      <PulledValues of={pulled} section={section.code} />
      <SectionAnswers section={section} form={template?.sections.find(({ code }) => code === section.code)} />
    </section>
  ));
}

/** What the sections of a form are called in the hospital's template of it. */
function useSectionTitles(form: string | undefined): (code: string) => string {
  const words = useWords();
  const template = useTemplate(form);
  return (code) =>
    template?.sections.find((section) => section.code === code)?.titles[currentLanguage()] ?? words.notes.section(code);
}

function NewAddendum({ noteId, onAdded }: { readonly noteId: string; readonly onAdded: () => void }) {
  const words = useWords();
  const queries = useQueryClient();
  const [text, setText, forget] = useKeptText(`addendum ${noteId}`);
  const [shown, show] = useState<SignNoteDto>({});
  const act = useAct(async (body: SignedAddendumDto, key) => {
    await postApiV1NotesByIdAddenda({ path: { id: noteId }, body, headers: { 'Idempotency-Key': key } });
    forget();
    show({});
    void queries.invalidateQueries({ queryKey: ['notes'] });
    onAdded();
  });
  return (
    <Stack>
      <Textarea
        label={words.notes.addendum}
        required
        autosize
        minRows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {text.trim() !== '' && <WhoSigns shown={shown} onChange={show} />}
      <ProblemNotice problem={act.problem} />
      <Group>
        <ActButton
          loading={act.isBusy}
          blocked={stillNeeded(words, [[words.notes.addendum, text.trim() !== '']])}
          onClick={() => void act.run({ sections: [{ code: 'text', text }], ...shown })}
        >
          {words.notes.addendum}
        </ActButton>
      </Group>
    </Stack>
  );
}
