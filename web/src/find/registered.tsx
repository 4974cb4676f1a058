import { Alert, Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { RegisteredPatientResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Who was registered, what is odd about what was typed, and who on record may be the same person. */
export function Registered({ patient }: { readonly patient: RegisteredPatientResponse }) {
  const words = useWords();
  return (
    <Alert role="status" color="green" title={`${patient.fullName}: ${words.register.done(patient.mrn)}`}>
      <Stack gap="xs">
        {patient.warningTexts.map((text) => (
          <Text key={text}>{text}</Text>
        ))}
        {patient.duplicates?.map((other) => (
          <Text key={other.id}>
            {words.register.similar}: {other.fullName} ·{' '}
            {other.birthDate ? partialDate(other.birthDate) : words.unknown} · {other.mrn} ·{' '}
            {other.reasons.map(({ text }) => text).join('; ')}
          </Text>
        ))}
        {iMay('patient.update') && (
          <Anchor component={Link} to={`/patients/${patient.id}/person`}>
            {words.person.correct}
          </Anchor>
        )}
        {iMay('encounter.admit') && (
          <Anchor component={Link} to={`/patients/${patient.id}/stay`}>
            {words.stay.admit}
          </Anchor>
        )}
      </Stack>
    </Alert>
  );
}
