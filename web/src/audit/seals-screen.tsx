import { Alert, Button, Code, Stack, Table, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import {
  getApiV1AuditCheckpoints,
  getApiV1AuditConsistency,
  getApiV1AuditKeys,
  getApiV1AuditReconciliations,
  type CheckpointResponse,
  type TrailComparisonResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Signature } from './signature.tsx';
import { hasGrown } from './grown.ts';
import { noteSays, signerOf, type Verdict } from './proof.ts';

/** The seals of the trail, checked in the browser; and what comparing rows with the trail has found. */
export function SealsScreen() {
  const words = useWords();
  const seals = usePages({
    queryKey: ['checkpoints'],
    ask: (cursor) => answerOf(getApiV1AuditCheckpoints({ query: { limit: 10, ...cursor } })),
    staleTime: 0,
  });
  return (
    <Stack maw={1000}>
      <Title order={1} size="h3">
        {words.trail.sealsTitle}
      </Title>
      <Text>{words.trail.sealsAbout}</Text>
      <Waiting of={seals}>
        {(items) => (
          <>
            {items.length === 0 ? <Text role="status">{words.trail.noSeals}</Text> : <WrittenDown />}
            {items.map((seal) => (
              <Seal key={seal.size} seal={seal} />
            ))}
            <MorePages of={seals} />
          </>
        )}
      </Waiting>
      <Comparisons />
    </Stack>
  );
}

function Seal({ seal }: { readonly seal: CheckpointResponse }) {
  const words = useWords();
  const [verdict, setVerdict] = useState<Pick<Verdict, 'signedBy'> & { readonly isShown: boolean }>();
  const check = useAct(async (_: undefined) => {
    const { items } = await answerOf(getApiV1AuditKeys());
    const keys = items.map(({ verifierKey }) => verifierKey);
    setVerdict({ signedBy: await signerOf(seal.note, keys), isShown: noteSays(seal) });
  });
  const title = words.trail.sealed(`${seal.size}`, fullMoment(seal.createdAt));
  return (
    <Section title={title}>
      <Text>
        {words.trail.root}: <Code className="hash">{seal.root}</Code>
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        w="fit-content"
        loading={check.isBusy}
        aria-label={`${words.trail.checkSignature}: ${title}`}
        onClick={() => void check.run(undefined)}
      >
        {words.trail.checkSignature}
      </Button>
      <ProblemNotice problem={check.problem} />
      {verdict && !verdict.isShown && (
        <Alert role="status" color="red">
          ✗ {words.trail.otherSeal}
        </Alert>
      )}
      {verdict && <Signature signedBy={verdict.signedBy} />}
      {verdict?.signedBy && verdict.isShown && <Text>{words.audit.compareKey}</Text>}
    </Section>
  );
}

/** A number written down before, against the trail of today. */
function WrittenDown() {
  const words = useWords();
  const { fields, typed } = useFields({ size: '', root: '' }, 'seal');
  const [verdict, setVerdict] = useState<{ readonly isGood: boolean; readonly text: string }>();
  const act = useAct(async ({ size, root }: { readonly size: number; readonly root: string }) => {
    setVerdict(undefined);
    const proof = await answerOf(getApiV1AuditConsistency({ query: { from: size } }));
    if (proof.fromRoot !== root) {
      setVerdict({ isGood: false, text: words.trail.otherRoot });
      return;
    }
    const isGood = await hasGrown(proof);
    if (isGood === undefined) {
      setVerdict({ isGood: false, text: words.trail.cannot });
      return;
    }
    const text = isGood ? words.trail.grown(`${proof.from}`, `${proof.to}`) : words.trail.notGrown;
    setVerdict({ isGood, text });
  });
  const submit = () => void act.run({ size: Number(fields.size.replace(/\D/g, '')), root: fields.root.trim() });
  return (
    <Section title={words.trail.olderTitle}>
      <ActForm act={act} label={words.trail.check} onSubmit={submit}>
        <Text className="muted">{words.trail.olderAbout}</Text>
        <TextInput label={words.trail.olderSize} inputMode="numeric" required autoComplete="off" {...typed('size')} />
        <Textarea label={words.trail.olderRoot} required autosize minRows={1} {...typed('root')} />
        {verdict && (
          <Alert role="status" color={verdict.isGood ? 'green' : 'red'}>
            {verdict.isGood ? '✓' : '✗'} {verdict.text}
          </Alert>
        )}
      </ActForm>
    </Section>
  );
}

/** What comparing all rows with the events about them has found. */
function Comparisons() {
  const words = useWords();
  const comparisons = usePages({
    queryKey: ['comparisons'],
    ask: (cursor) => answerOf(getApiV1AuditReconciliations({ query: { limit: 10, ...cursor } })),
  });
  return (
    <Section title={words.trail.comparisons}>
      <Text className="muted">{words.trail.comparisonsAbout}</Text>
      <Waiting of={comparisons}>
        {(items) => (
          <>
            {items.length === 0 && <Text role="status">{words.trail.noComparisons}</Text>}
            {items.length > 0 && (
              <Table>
                <Table.Tbody>
                  {items.map((one) => (
                    <Comparison key={one.id} comparison={one} />
                  ))}
                </Table.Tbody>
              </Table>
            )}
            <MorePages of={comparisons} />
          </>
        )}
      </Waiting>
    </Section>
  );
}

function Comparison({ comparison }: { readonly comparison: TrailComparisonResponse }) {
  const words = useWords();
  const { beganAt, rows, events, findings, counts } = comparison;
  const what = Object.entries(counts)
    .map(([kind, times]) => `${words.trail.findingKinds[kind] ?? kind}: ${times}`)
    .join('; ');
  return (
    <Table.Tr>
      <Table.Td>{fullMoment(beganAt)}</Table.Td>
      <Table.Td>{words.trail.compared(`${rows}`, `${events}`)}</Table.Td>
      <Table.Td className={findings > 0 ? 'severe' : undefined}>
        {findings === 0 ? words.trail.fits : `${words.trail.findings(findings)}: ${what}`}
      </Table.Td>
    </Table.Tr>
  );
}
