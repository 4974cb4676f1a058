import { Alert, Group, Select, Text, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { now } from '../api/clock.ts';
import {
  getApiV1PatientsById,
  getApiV1PatientsByIdMotherChecks,
  postApiV1PatientsByIdMotherChecks,
  type ChartResponse,
  type MotherCheckDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { iMay } from '../api/rights.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Section } from '../shell/section.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** Whoever is older is handed to nobody by a bracelet. */
const DAYS_OF_AN_INFANT = 366;
const DAY_MS = 86_400_000;

/** Both bracelets, before a newborn is handed over; nothing for who is no infant with a mother on record. */
export function MotherCheck({ chart: { patient } }: { readonly chart: ChartResponse }) {
  const born = Date.parse(patient.birthDate ?? '');
  const isInfant = now() - born < DAYS_OF_AN_INFANT * DAY_MS;
  const found = useQuery({
    queryKey: ['newborn', patient.id],
    queryFn: () => answerOf(getApiV1PatientsById({ path: { id: patient.id } })),
    enabled: isInfant && iMay('newborn.check'),
  });
  return found.data?.newborn?.motherId ? <Check patientId={patient.id} /> : null;
}

const EMPTY = { motherBracelet: '', newbornBracelet: '', occasion: '' };

function Check({ patientId }: { readonly patientId: string }) {
  const words = useWords().newborn;
  const queries = useQueryClient();
  const { fields, typed, chosen, set } = useFields(EMPTY, `mother check of ${patientId}`);
  const [isMatch, setMatch] = useState(false);
  const act = useAct(async (body: MotherCheckDto, key) => {
    const call = { path: { id: patientId }, body, headers: { 'Idempotency-Key': key } };
    try {
      await answerOf(postApiV1PatientsByIdMotherChecks(call));
      setMatch(true);
    } finally {
      // What was scanned was compared: the next child, or the next try, is scanned anew.
      set({ motherBracelet: '', newbornBracelet: '' });
      for (const read of ['mother-checks', 'open-items']) void queries.invalidateQueries({ queryKey: [read] });
    }
  });
  const submit = () => {
    setMatch(false);
    const { motherBracelet, newbornBracelet, occasion } = fields;
    void act.run({ motherBracelet, newbornBracelet, occasion: occasion as MotherCheckDto['occasion'] });
  };
  return (
    <Section title={words.title}>
      <Text className="muted">{words.about}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Group align="flex-end">
          <Select
            label={words.occasion}
            required
            w={220}
            data={Object.entries(words.occasions).map(([value, label]) => ({ value, label }))}
            {...chosen('occasion')}
          />
          <TextInput label={words.mother} required autoComplete="off" w={280} {...typed('motherBracelet')} />
          <TextInput label={words.newborn} required autoComplete="off" w={280} {...typed('newbornBracelet')} />
          <ActButton
            type="submit"
            loading={act.isBusy}
            blocked={fields.occasion === '' ? words.chooseOccasion : undefined}
          >
            {words.submit}
          </ActButton>
        </Group>
      </form>
      {isMatch && (
        <Alert role="status" color="green">
          <Text fw={700} size="xl">
            {words.match}
          </Text>
        </Alert>
      )}
      <Refused problem={act.problem} />
      <Before patientId={patientId} />
    </Section>
  );
}

/** A pair that does not belong together, so large that nobody passes it over. */
function Refused({ problem }: { readonly problem: unknown }) {
  if (!(problem instanceof ServiceProblem) || problem.status !== 409) return <ProblemNotice problem={problem} />;
  return (
    <Alert role="alert" color="red" variant="filled">
      <Text fw={700} size="xl">
        {problem.message}
      </Text>
    </Alert>
  );
}

/** The last checks, newest first. */
function Before({ patientId }: { readonly patientId: string }) {
  const words = useWords().newborn;
  const checks = useQuery({
    queryKey: ['mother-checks', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdMotherChecks({ path: { id: patientId }, query: { limit: 10 } })),
    staleTime: 0,
  });
  return (
    <Waiting of={checks}>
      {({ items }) =>
        items.length === 0 ? (
          <Text className="muted">{words.none}</Text>
        ) : (
          <ul>
            {items.map(({ id, occasion, outcome, checkedAt, checkedBy }) => (
              <li key={id}>
                {words.line(
                  moment(checkedAt),
                  words.occasions[occasion],
                  words.outcomes[outcome],
                  checkedBy?.fullName ?? '',
                )}
              </li>
            ))}
          </ul>
        )
      }
    </Waiting>
  );
}
