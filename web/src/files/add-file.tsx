import { Checkbox, FileInput, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { postApiV1EncountersByIdFiles, postApiV1PatientsByIdFiles, type FileDto } from '../api/generated/index.ts';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKept } from '../shell/use-kept.ts';
import { DateField } from '../shell/date-field.tsx';
import { readDay } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly patientId: string;
  /** The stay that goes on; null without one. */
  readonly encounterId: string | null;
}
interface Said {
  readonly kind: string | null;
  readonly title: string;
  readonly datedOn: string;
  readonly isOfStay: boolean;
}
const NOTHING: Said = { kind: null, title: '', datedOn: '', isOfStay: true };

/** Adds a scanned paper or a picture, with what it is and of which day. */
export function AddFile({ patientId, encounterId }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [said, changeSaid, forgetSaid] = useKept(`file ${patientId}`, NOTHING);
  const [file, setFile] = useState<File | null>(null);
  const [done, setDone] = useState<string>();
  const say = (part: Partial<Said>) => changeSaid((before) => ({ ...before, ...part }));
  // A file has no text of its own: by name, size and time a retry is known from another file.
  const act = useAct(async (input: Said & { readonly of: readonly unknown[] }, key) => {
    const fields = { kind: input.kind as FileDto['kind'], title: input.title.trim() };
    const body = { ...fields, ...(input.datedOn && { datedOn: readDay(input.datedOn) }), file: file! };
    const headers = { 'Idempotency-Key': key };
    await answerOf(
      encounterId && input.isOfStay
        ? postApiV1EncountersByIdFiles({ path: { id: encounterId }, body, headers })
        : postApiV1PatientsByIdFiles({ path: { id: patientId }, body, headers }),
    );
    setDone(words.files.added(fields.title));
    forgetSaid();
    setFile(null);
    for (const name of ['files', 'chart']) void queries.invalidateQueries({ queryKey: [name, patientId] });
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setDone(undefined);
        if (file) void act.run({ ...said, of: [file.name, file.size, file.lastModified] });
      }}
    >
      <Stack gap="sm" maw={640}>
        <Text className="muted">{words.files.about}</Text>
        <Group grow align="start">
          <Select
            label={words.files.kind}
            required
            value={said.kind}
            data={Object.entries(words.files.kinds).map(([value, label]) => ({ value, label }))}
            onChange={(kind) => say({ kind })}
          />
          <DateField
            label={words.files.datedOn}
            value={said.datedOn}
            onChange={(event) => say({ datedOn: event.currentTarget.value })}
          />
        </Group>
        <TextInput
          label={words.files.name}
          required
          maxLength={200}
          value={said.title}
          onChange={(event) => say({ title: event.currentTarget.value })}
        />
        <FileInput
          label={words.files.file}
          required
          accept="application/pdf,image/jpeg,image/png,image/webp"
          value={file}
          onChange={setFile}
        />
        {encounterId && (
          <Checkbox
            label={words.files.whose}
            checked={said.isOfStay}
            onChange={(event) => say({ isOfStay: event.currentTarget.checked })}
          />
        )}
        <ProblemNotice problem={act.problem} />
        {done && <Text role="status">{done}</Text>}
        <Group>
          <ActButton
            type="submit"
            loading={act.isBusy}
            blocked={stillNeeded(words, [
              [words.files.kind, said.kind !== null],
              [words.files.name, said.title.trim() !== ''],
              [words.files.file, file !== null],
            ])}
          >
            {words.files.add}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}
