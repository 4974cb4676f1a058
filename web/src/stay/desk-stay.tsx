import { Alert, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1Encounters,
  getApiV1PatientsById,
  type EncounterResponse,
  type PatientResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { Identity } from '../chart/identity.tsx';
import { Confidentiality } from '../record/confidentiality.tsx';
import { Said } from '../shell/said.tsx';
import { useHeight } from '../shell/use-height.ts';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Admit, Admitted } from './admit.tsx';
import { Begun } from './begun.tsx';

/** Admission by who reads no charts: whom it is about, where they are already, and the form where they are nowhere. */
export function DeskStay({ patientId, onDone }: { readonly patientId: string; readonly onDone: () => void }) {
  const [admitted, setAdmitted] = useState<EncounterResponse>();
  const [said, setSaid] = useState<string>();
  const patient = useQuery({
    queryKey: ['patient', patientId],
    queryFn: () => answerOf(getApiV1PatientsById({ path: { id: patientId } })),
  });
  const present = useQuery({
    queryKey: ['encounter', 'of', patientId],
    queryFn: () => answerOf(getApiV1Encounters({ query: { patientId, status: 'in-progress', limit: 5 } })),
    staleTime: 0,
  });
  const changed = (what: string) => {
    setSaid(what);
    onDone();
  };
  const done = (encounter: EncounterResponse) => {
    setAdmitted(encounter);
    onDone();
  };
  return (
    <Stack>
      <Waiting of={patient}>{(found) => <Head patient={found} />}</Waiting>
      <Said text={said} />
      {admitted ? (
        <Admitted encounter={admitted} />
      ) : (
        <Waiting of={present}>
          {({ items }) =>
            items.length > 0 ? (
              <Present items={items} onDone={changed} />
            ) : (
              <Admit patientId={patientId} onDone={done} />
            )
          }
        </Waiting>
      )}
      <Confidentiality patientId={patientId} />
    </Stack>
  );
}

function Head({ patient }: { readonly patient: PatientResponse }) {
  const words = useWords();
  const place = useHeight<HTMLElement>('--banner');
  return (
    <section className="banner" ref={place} aria-label={words.board.patient}>
      <Identity patient={patient} isDead={patient.deceased} />
    </section>
  );
}

interface PresentProps {
  readonly items: readonly EncounterResponse[];
  readonly onDone: (what: string) => void;
}

function Present({ items, onDone }: PresentProps) {
  const words = useWords();
  return (
    <>
      <Alert color="blue" role="status">
        {items.map(({ id, ward, bed, startedAt }) => (
          <Text key={id} fw={600}>
            {words.course.already(ward?.name ?? '', bed?.code ?? '', moment(startedAt))}
          </Text>
        ))}
        <Text>{words.course.alreadyAbout}</Text>
      </Alert>
      {items.map((encounter) => (
        <Begun key={encounter.id} encounter={encounter} onDone={onDone} />
      ))}
    </>
  );
}
