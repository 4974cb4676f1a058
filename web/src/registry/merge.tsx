import { Alert, Button, Group, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1PatientsByIdMergePreview,
  postApiV1PatientsByIdMerge,
  postApiV1PatientsByIdUnmerge,
  type MergedResponse,
  type MergePreviewResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { identifierName, kindOf } from '../person/identifier-name.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKeptText } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';

/** What a merge would do, which record stays, and the merge itself; taken back from the same place. */
export function Merge({ first, second }: { readonly first: string; readonly second: string }) {
  const words = useWords();
  const [isSwapped, setSwapped] = useState(false);
  const [done, setDone] = useState<Done>();
  const [stays, goes] = isSwapped ? [second, first] : [first, second];
  const preview = useQuery({
    queryKey: ['merge-preview', stays, goes],
    queryFn: () => answerOf(getApiV1PatientsByIdMergePreview({ path: { id: stays }, query: { with: goes } })),
    staleTime: 0,
    enabled: !done,
    refetchOnWindowFocus: false,
  });
  if (done) return <Merged done={done} />;
  return (
    <Waiting of={preview}>
      {(found) => (
        <Stack gap="xs">
          <Sides preview={found} />
          <Moves moves={found.moves} />
          <Button variant="subtle" size="compact-sm" w="fit-content" onClick={() => setSwapped(!isSwapped)}>
            {words.registry.swap}
          </Button>
          {found.stops.length > 0 ? (
            <Alert color="red" title={words.registry.stops}>
              {found.stops.map(({ code, text }) => (
                <Text key={code}>{text}</Text>
              ))}
            </Alert>
          ) : (
            <Confirm preview={found} onDone={setDone} />
          )}
        </Stack>
      )}
    </Waiting>
  );
}

interface Done {
  readonly merged: MergedResponse;
  readonly mrn: string;
}
type Side = MergePreviewResponse['survivor'];

function Sides({ preview: { survivor, other, differing } }: { readonly preview: MergePreviewResponse }) {
  const words = useWords();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.registry.differs}</Table.Th>
          <Table.Th>{`${words.registry.stays}: ${survivor.mrn}`}</Table.Th>
          <Table.Th>{`${words.registry.goes}: ${other.mrn}`}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {differing.map((field) => (
          <Table.Tr key={field}>
            <Table.Th scope="row">{words.registry.fields[field] ?? field}</Table.Th>
            <Table.Td>{shown(words, survivor, field)}</Table.Td>
            <Table.Td>{shown(words, other, field)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A field of a record in words; lists one after the other. */
function shown(words: Words, side: Side, field: string): string {
  const value = side[field as keyof Side] as unknown;
  if (value === null || value === undefined || value === '') return '–';
  if (field === 'sex') return words.sex[value as string] ?? '–';
  if (field === 'birthDate') return partialDate(value as string);
  if (field === 'confidentiality') return words.trail.level[value as string] ?? '–';
  if (field === 'deceasedAt') return fullMoment(value as string);
  if (field === 'identifiers') return papers(words, side);
  return oneOf(words, value);
}

/** Numbers of papers, each by its kind: two of one kind are a reason to look twice. */
const papers = (words: Words, { identifiers }: Side): string =>
  identifiers
    .filter(({ system, retired }) => kindOf(system) !== 'mrn' && !retired)
    .map((one) => identifierName(words, one))
    .join('; ') || '–';

function oneOf(words: Words, value: unknown): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (Array.isArray(value)) return value.map((one) => oneOf(words, one)).join('; ') || '–';
  if (typeof value !== 'object' || value === null) return String(value);
  const { text, name, phone, bornAt } = value as Readonly<Record<string, string | null | undefined>>;
  return [text, name, phone, bornAt && fullMoment(bornAt)].filter(Boolean).join(' · ') || words.yes;
}

function Moves({ moves }: { readonly moves: Readonly<Record<string, number>> }) {
  const words = useWords().registry;
  const named = Object.entries(moves).filter(([kind, count]) => count > 0 && kind in words.rows);
  const others = Object.entries(moves)
    .filter(([kind]) => !(kind in words.rows))
    .reduce((sum, [, count]) => sum + count, 0);
  const parts = [
    ...named.map(([kind, count]) => `${count} ${words.rows[kind]}`),
    ...(others > 0 ? [`${others} ${words.otherRows}`] : []),
  ];
  return <Text>{parts.length === 0 ? words.nothingMoves : `${words.moves}: ${parts.join(', ')}`}</Text>;
}

function Confirm({
  preview: { survivor, other },
  onDone,
}: {
  readonly preview: MergePreviewResponse;
  readonly onDone: (done: Done) => void;
}) {
  const words = useWords().registry;
  const [reason, setReason, forget] = useKeptText(`merge ${survivor.id} ${other.id}`);
  const act = useAct(async (body: { otherId: string; otherVersion: number; reason: string }, key) => {
    const headers = { 'If-Match': etag(survivor.version), 'Idempotency-Key': key };
    const merged = await answerOf(postApiV1PatientsByIdMerge({ path: { id: survivor.id }, body, headers }));
    forget();
    onDone({ merged, mrn: survivor.mrn });
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act.run({ otherId: other.id, otherVersion: other.version, reason });
      }}
    >
      <Stack gap="xs">
        <TextInput
          label={words.reason}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <ProblemNotice problem={act.problem} />
        <Button type="submit" w="fit-content" loading={act.isBusy}>
          {words.merge}
        </Button>
      </Stack>
    </form>
  );
}

/** The pair stays on the screen until it is left, so that a merge of the wrong two is taken back at once. */
function Merged({ done: { merged, mrn } }: { readonly done: Done }) {
  const words = useWords().registry;
  const [reason, setReason, forget] = useKeptText(`unmerge ${merged.mergeId}`);
  const [isUndone, setUndone] = useState(false);
  const act = useAct(async (body: { mergeId: string; reason: string }) => {
    const headers = { 'If-Match': etag(merged.version) };
    await answerOf(postApiV1PatientsByIdUnmerge({ path: { id: merged.patientId }, body, headers }));
    forget();
    setUndone(true);
  });
  if (isUndone) return <Text role="status">{words.unmerged}</Text>;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act.run({ mergeId: merged.mergeId, reason });
      }}
    >
      <Text role="status">{words.merged(mrn)}</Text>
      <Group align="flex-end">
        <TextInput
          label={words.reason}
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={act.isBusy}>
          {words.unmerge}
        </Button>
      </Group>
      <ProblemNotice problem={act.problem} />
    </form>
  );
}
