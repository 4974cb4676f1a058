import { Alert, Button, Card, Code, List, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import {
  getApiV1AuditEventsById,
  getApiV1AuditEventsByIdProof,
  getApiV1AuditKeys,
  type AuditEventResponse,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { currentLanguage } from '../words/language.ts';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { useState } from 'react';
import { verifyProof, type Verdict } from './proof.ts';

/** One event: what changed, and its proof, worked out here. */
export function EventScreen() {
  const { eventId } = useParams({ from: '/audit/events/$eventId' });
  const event = useQuery({
    queryKey: ['event', eventId],
    queryFn: () => answerOf(getApiV1AuditEventsById({ path: { id: eventId } })),
  });
  return (
    <Waiting of={event}>
      {(found) => (
        <Stack maw={1000}>
          <Title order={1} size="h3">
            {found.words[currentLanguage()]}
          </Title>
          <Text>
            {fullMoment(found.occurredAt)} · {found.actor.fullName ?? found.actor.username} ·{' '}
            {found.actor.roleWords?.[currentLanguage()]} · {found.terminal ?? found.address}
          </Text>
          <Changes event={found} />
          <Proof eventId={eventId} />
        </Stack>
      )}
    </Waiting>
  );
}

const text = (value: unknown): string =>
  value === undefined || value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

/** What stood there before and after: as a pair, or by the words old and new; what was made new has no before. */
function sidesOf(change: unknown): readonly [unknown, unknown] {
  if (Array.isArray(change)) return [change[0], change[1]];
  if (change !== null && typeof change === 'object' && 'old' in change && 'new' in change) {
    return [change.old, change.new];
  }
  return [undefined, change];
}

function Changes({ event }: { readonly event: AuditEventResponse }) {
  const words = useWords();
  const changes = Object.entries((event.changes ?? {}) as Record<string, unknown>);
  if (changes.length === 0) return null;
  return (
    <Card withBorder>
      <Title order={2} size="h4">
        {words.audit.changes}
      </Title>
      <Table>
        <Table.Tbody>
          {changes.map(([field, change]) => {
            const [before, after] = sidesOf(change);
            return (
              <Table.Tr key={field}>
                <Table.Th scope="row">{field}</Table.Th>
                <Table.Td className="hash">{text(before)}</Table.Td>
                <Table.Td className="hash">{text(after)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Card>
  );
}

function Proof({ eventId }: { readonly eventId: string }) {
  const words = useWords();
  const [verdict, setVerdict] = useState<Verdict & { readonly size: number }>();
  const act = useAct(async () => {
    const [proof, keys] = await Promise.all([
      answerOf(getApiV1AuditEventsByIdProof({ path: { id: eventId } })),
      answerOf(getApiV1AuditKeys()),
    ]);
    const found = await verifyProof(
      proof,
      keys.items.map(({ verifierKey }) => verifierKey),
    );
    setVerdict({ ...found, size: proof.checkpoint.size });
  });
  const isPending = act.problem instanceof ServiceProblem && [404, 409, 425].includes(act.problem.status);
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {words.audit.proofTitle}
        </Title>
        <Text>{words.audit.proofAbout}</Text>
        <Button w="fit-content" loading={act.isBusy} onClick={() => void act.run(undefined)}>
          {words.audit.prove}
        </Button>
        {isPending ? <Alert>{words.audit.proofPending}</Alert> : <ProblemNotice problem={act.problem} />}
        {verdict && (
          <>
            <Alert color={verdict.leadsToRoot ? 'green' : 'red'} role="status">
              {verdict.leadsToRoot ? `✓ ${words.audit.proofGood}` : `✗ ${words.audit.proofBad}`}
            </Alert>
            <Signature verdict={verdict} />
            <Text>{words.audit.size(verdict.size)}</Text>
            <details>
              <summary>{words.audit.step}</summary>
              <List type="ordered">
                {verdict.steps.map((step) => (
                  <List.Item key={step}>
                    <Code className="hash">{step}</Code>
                  </List.Item>
                ))}
              </List>
            </details>
          </>
        )}
      </Stack>
    </Card>
  );
}

function Signature({ verdict: { signedBy } }: { readonly verdict: Verdict }) {
  const words = useWords();
  if (signedBy === undefined) return <Alert>{words.audit.signatureUnknown}</Alert>;
  return signedBy === null ? (
    <Alert color="red">✗ {words.audit.signatureBad}</Alert>
  ) : (
    <Alert color="green">
      ✓ {words.audit.signatureGood} <Code className="hash">{signedBy}</Code>
    </Alert>
  );
}
