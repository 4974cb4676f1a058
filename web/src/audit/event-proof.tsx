import { Alert, Button, Card, Code, List, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { getApiV1AuditEventsByIdProof, getApiV1AuditKeys, type AuditEventResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { verifyProof, type Verdict } from './proof.ts';
import { saysTheSame } from './sealed-text.ts';
import { Signature } from './signature.tsx';

interface Found extends Verdict {
  /** What was sealed is what stands on this screen. */
  readonly isShown: boolean;
  /** Events in the trail when it was sealed. */
  readonly size: number;
}

/** Proves one event: the browser works it out by itself, and says in words what it found and what is left to do by hand. */
export function EventProof({ event }: { readonly event: AuditEventResponse }) {
  const { audit } = useWords();
  const [found, setFound] = useState<Found>();
  const act = useAct(async () => {
    setFound(undefined);
    const [proof, keys] = await Promise.all([
      answerOf(getApiV1AuditEventsByIdProof({ path: { id: event.id } })),
      answerOf(getApiV1AuditKeys()),
    ]);
    const verdict = await verifyProof(
      proof,
      keys.items.map(({ verifierKey }) => verifierKey),
    );
    setFound({ ...verdict, isShown: saysTheSame(proof.leaf, event), size: proof.checkpoint.size });
  });
  const isPending = act.problem instanceof ServiceProblem && [404, 409, 425].includes(act.problem.status);
  return (
    <Card withBorder>
      <Stack>
        <Title order={2} size="h4">
          {audit.proofTitle}
        </Title>
        <Text>{audit.proofAbout}</Text>
        <Button w="fit-content" loading={act.isBusy} onClick={() => void act.run(undefined)}>
          {audit.prove}
        </Button>
        {isPending ? <Alert>{audit.proofPending}</Alert> : <ProblemNotice problem={act.problem} />}
        {found && <Told found={found} />}
      </Stack>
    </Card>
  );
}

function Told({ found: { isShown, leadsToRoot, signedBy, size, steps } }: { readonly found: Found }) {
  const { audit } = useWords();
  const isProven = isShown && leadsToRoot && typeof signedBy === 'string';
  return (
    <>
      <Text fw={700} role="status">
        {isProven ? audit.conclusion : audit.notProven}
      </Text>
      <Alert color={isShown ? 'green' : 'red'}>{isShown ? `✓ ${audit.shownGood}` : `✗ ${audit.shownBad}`}</Alert>
      <Alert color={leadsToRoot ? 'green' : 'red'}>
        {leadsToRoot ? `✓ ${audit.proofGood}` : `✗ ${audit.proofBad}`} {audit.size(size)}.
      </Alert>
      <Signature signedBy={signedBy} />
      {signedBy && <Text>{audit.compareKey}</Text>}
      <details>
        <summary>{audit.step}</summary>
        <List type="ordered">
          {steps.map((step) => (
            <List.Item key={step}>
              <Code className="hash">{step}</Code>
            </List.Item>
          ))}
        </List>
      </details>
    </>
  );
}
