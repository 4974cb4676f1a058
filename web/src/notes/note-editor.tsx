import { Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { ComponentProps } from 'react';
import { postApiV1NotesByIdSign, type NoteResponse, type SignNoteDto } from '../api/generated/index.ts';
import { etag } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { currentLanguage } from '../words/language.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Conflict } from './conflict.tsx';
import { PulledValues } from './pulled-values.tsx';
import { RefusedTexts } from './refused-texts.tsx';
import { SectionFields, TableFields } from './section-fields.tsx';
import { SignDialog } from './sign-dialog.tsx';
import { useAutosave, type Autosave } from './use-autosave.ts';
import { useTemplate } from './use-template.ts';

/** A draft being written: saved by itself, never silently lost, and signed when it is done. */
export function NoteEditor({ note, onChanged }: { readonly note: NoteResponse; readonly onChanged: () => void }) {
  const draft = useAutosave(note);
  const words = useWords();
  const form = useTemplate(note.form?.code);
  const titleOf = (code: string) =>
    form?.sections.find((section) => section.code === code)?.titles[currentLanguage()] ?? words.notes.section(code);
  return (
    <Stack maw={1100}>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {note.title}
        </Title>
        <SaveState draft={draft} />
      </Group>
      {draft.theirs ? (
        <Conflict draft={draft} titleOf={titleOf} />
      ) : (
        <RefusedTexts noteId={note.id} titleOf={titleOf} draft={draft} />
      )}
      <Fields note={note} draft={draft} />
      <ProblemNotice problem={draft.problem} />
      <Signing note={note} draft={draft} onSigned={onChanged} />
    </Stack>
  );
}

/** Every section of the form, filled in or not; then what stands there beyond the form. */
function Fields({ note, draft }: { readonly note: NoteResponse; readonly draft: Autosave }) {
  const words = useWords();
  const form = useTemplate(note.form?.code);
  const known = form?.sections ?? [];
  const others = draft.sections.filter(({ code }) => !known.some((section) => section.code === code));
  const textOf = (code: string) => draft.sections.find((section) => section.code === code);
  const sections = [
    ...known.map(({ code, titles, required, fields, kind }) => ({
      code,
      title: titles[currentLanguage()],
      required,
      fields,
      kind,
    })),
    ...others.map(({ code }) => ({
      code,
      title: words.notes.section(code),
      required: false,
      fields: [],
      kind: 'text',
    })),
  ];
  return sections.map(({ code, title, required, fields, kind }, at) => (
    <div key={code}>
      <Textarea
        label={title}
        required={required && kind === 'text'}
        autosize
        minRows={kind !== 'text' ? 1 : known.length > 3 ? 2 : 5}
        autoFocus={at === 0}
        value={textOf(code)?.text ?? ''}
        onChange={(event) => draft.write(code, { text: event.currentTarget.value })}
      />
      <PulledValues of={note.pulled} section={code} />
      {fields.length > 0 && (
        <Answers
          of={kind}
          fields={fields}
          data={(textOf(code)?.data ?? {}) as Record<string, unknown>}
          onChange={(data) => draft.write(code, { data })}
        />
      )}
    </div>
  ));
}

/** What a section asks besides its text: fields that are answered once, or the rows of a table. */
function Answers({ of: kind, ...more }: { readonly of: string } & ComponentProps<typeof SectionFields>) {
  return kind === 'table' ? <TableFields {...more} /> : <SectionFields {...more} />;
}

function SaveState({ draft }: { readonly draft: Autosave }) {
  const words = useWords();
  if (draft.isSaving) return <Text role="status">{words.notes.saving}</Text>;
  if (draft.isUnsaved) return <Text className="unsaved">{words.notes.unsaved}</Text>;
  return (
    <Text role="status" className="muted">
      {draft.savedAt && words.notes.savedAt(fullMoment(draft.savedAt))}
    </Text>
  );
}

function Signing({
  note,
  draft,
  onSigned,
}: {
  readonly note: NoteResponse;
  readonly draft: Autosave;
  readonly onSigned: () => void;
}) {
  const words = useWords();
  const queries = useQueryClient();
  const sign = async (body: SignNoteDto) => {
    const version = await draft.flush();
    await answerOf(postApiV1NotesByIdSign({ path: { id: note.id }, body, headers: { 'If-Match': etag(version) } }));
    void queries.invalidateQueries({ queryKey: ['notes'] });
    void queries.invalidateQueries({ queryKey: ['chart', note.patientId] });
    onSigned();
  };
  return (
    <SignDialog
      label={words.notes.sign}
      about={words.notes.signAsk}
      blocked={draft.theirs === undefined ? undefined : words.notes.settleFirst}
      onSign={sign}
    />
  );
}
