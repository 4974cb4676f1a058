import { Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { getApiV1PatientsById, type PatientResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Identity } from '../chart/identity.tsx';
import { Folded } from '../chart/folded.tsx';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { DuplicatesOf } from '../registry/duplicates-of.tsx';
import { MergedInto } from '../registry/merged-into.tsx';
import { About } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useLanguage, useWords } from '../words/use-words.ts';
import { CorrectPerson } from './correct-person.tsx';
import { Death } from './death.tsx';
import { Identifiers } from './identifiers.tsx';
import { Insurance } from './insurance.tsx';

/** Who a patient is: data, numbers, insurance; put right by whoever may. */
export function PersonScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/person' });
  const words = useWords();
  if (!iMay('patient.read')) return <Text>{words.chart.notThere}</Text>;
  if (!iMay('chart.read')) return <Person patientId={patientId} hasBanner />;
  return <PatientFrame patientId={patientId}>{() => <Person patientId={patientId} />}</PatientFrame>;
}

interface Props {
  readonly patientId: string;
  /** For those who read no charts, and so have no banner above. */
  readonly hasBanner?: boolean;
}

function Person({ patientId, hasBanner = false }: Props) {
  const words = useWords();
  const language = useLanguage();
  const queries = useQueryClient();
  const key = ['patient', patientId, language];
  const patient = useQuery({
    queryKey: key,
    queryFn: () => answerOf(getApiV1PatientsById({ path: { id: patientId } })),
    staleTime: 0,
  });
  const saved = (changed: PatientResponse) => {
    queries.setQueryData(key, changed);
    for (const part of ['chart', 'find', 'board']) void queries.invalidateQueries({ queryKey: [part] });
  };
  return (
    <Waiting of={patient}>
      {(found) => (
        <About value={found.fullName}>
          <Stack maw={1100}>
            {hasBanner && (
              <section className="banner" aria-label={words.board.patient}>
                <Identity patient={found} isDead={found.deceased} />
              </section>
            )}
            <Title order={1} size="h3">
              {words.person.title}
            </Title>
            {iMay('patient.update') && <CorrectPerson patient={found} onSaved={saved} />}
            <Identifiers patient={found} onSaved={saved} />
            <Insurance patientId={patientId} />
            <Death patient={found} onSaved={saved} />
            {iMay('patient.duplicates') && (
              <Folded label={words.registry.duplicatesOf}>
                <DuplicatesOf patientId={patientId} />
              </Folded>
            )}
            {iMay('patient.merge') && (
              <Folded label={words.registry.mergedInto}>
                <MergedInto patient={found} />
              </Folded>
            )}
          </Stack>
        </About>
      )}
    </Waiting>
  );
}
