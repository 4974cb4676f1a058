import { List, Stack, Text } from '@mantine/core';
import { answerOf } from '../api/answer.ts';
import { getApiV1EncountersByIdClosingSigned, type ClosingResponse } from '../api/generated/index.ts';
import { SignedFile } from '../signing/signed-file.tsx';
import { fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** With the rows themselves, which are proven with it. */
const whole = { contents: 'true' } as const;

/** Who signed the closing of a record, and whether that signature is right. */
export function ClosingSignature({ closing }: { readonly closing: ClosingResponse }) {
  const words = useWords();
  const { signatureCheck: signed, state } = closing;
  if (!signed) {
    return (
      <Text className={state === 'signature-wrong' ? 'severe' : 'muted'}>
        {state === 'signature-wrong' ? words.notes.signatureGone : words.course.notSigned}
      </Text>
    );
  }
  const wrong = signed.checks.filter(({ result }) => result === 'wrong');
  const { signer, sealedAt, certificate } = signed;
  const name = signer?.fullName ?? words.unknown;
  return (
    <Stack gap={0}>
      <Text fw={600} className={wrong.length > 0 ? 'severe' : undefined}>
        {wrong.length > 0 ? words.course.signatureWrong(name) : words.course.signedBy(name)}
      </Text>
      <List size="sm">
        {wrong.map(({ check }) => (
          <List.Item key={check}>{words.notes.wrong[check] ?? check}</List.Item>
        ))}
        {wrong.length === 0 && (
          <List.Item>{sealedAt ? words.notes.sealed(fullMoment(sealedAt)) : words.notes.notSealed}</List.Item>
        )}
        {certificate && (
          <List.Item>
            {words.notes.certifiedBy(certificate.issuer)}
            {certificate.breachText && ` (${certificate.breachText})`}
          </List.Item>
        )}
      </List>
      <SignedFile
        read={() => answerOf(getApiV1EncountersByIdClosingSigned({ path: { id: closing.encounterId }, query: whole }))}
        name={`${words.changes.closingFileName}-${closing.encounterId}`}
      />
    </Stack>
  );
}
