import { Alert, Button, List, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { getApiV1NotesByIdVerify, type NoteVerificationResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Asks whether a signed note is still what was signed, and says the answer in words. */
export function VerifyNote({ noteId }: { readonly noteId: string }) {
  const words = useWords();
  const [found, setFound] = useState<NoteVerificationResponse>();
  const act = useAct(async () => setFound(await answerOf(getApiV1NotesByIdVerify({ path: { id: noteId } }))));
  return (
    <Stack gap="xs">
      <Button w="fit-content" variant="default" loading={act.isBusy} onClick={() => void act.run(undefined)}>
        {words.notes.verify}
      </Button>
      <ProblemNotice problem={act.problem} />
      {found && <Verdict found={found} />}
    </Stack>
  );
}

function Verdict({ found }: { readonly found: NoteVerificationResponse }) {
  const words = useWords();
  const lines = found.signatures.flatMap((signature) => linesOf(signature, words));
  const isLicensed = found.signatures.every(
    ({ certificate, checks }) => certificate?.demo === false && isCertified(checks),
  );
  return (
    <Alert
      color={found.state === 'valid' ? 'green' : found.state === 'altered' ? 'red' : 'orange'}
      title={words.notes.verified[found.state] ?? found.state}
      role={found.state === 'altered' ? 'alert' : 'status'}
    >
      <List size="sm">
        {found.signaturesMissing && <List.Item>{words.notes.signatureGone}</List.Item>}
        {lines.map((line) => (
          <List.Item key={line}>{line}</List.Item>
        ))}
      </List>
      {!isLicensed && (
        <Text size="sm" className="muted">
          {words.notes.notLicensed}
        </Text>
      )}
    </Alert>
  );
}

const isCertified = (checks: NoteVerificationResponse['signatures'][number]['checks']) =>
  checks.some(({ check, result }) => check === 'certificate' && result === 'right');

/** Of one signature: what is wrong with it, since when it is known, and whose certificate it carries. */
function linesOf(
  { signer, checks, sealedAt, certificate }: NoteVerificationResponse['signatures'][number],
  words: ReturnType<typeof useWords>,
): string[] {
  const name = signer?.fullName ?? words.unknown;
  const wrong = checks.filter(({ result }) => result === 'wrong');
  const by = certificate && words.notes.certifiedBy(certificate.issuer);
  const breach = certificate?.breachText;
  if (wrong.length > 0) {
    return [...wrong.map(({ check }) => `${name}: ${words.notes.wrong[check] ?? check}`), ...(breach ? [breach] : [])];
  }
  const since = `${name}: ${sealedAt ? words.notes.sealed(fullMoment(sealedAt)) : words.notes.notSealed}`;
  return [since, ...(by ? [`${name}: ${by}${breach ? ` (${breach})` : ''}`] : [])];
}
