import { Alert, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { ChartedVitalsResponse } from '../api/generated/index.ts';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { useWords } from '../words/use-words.ts';
import { SavedNotice } from './saved-notice.tsx';
import { VitalsForm } from './vitals-form.tsx';

/** Vital signs of one patient. */
export function VitalsScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/vitals' });
  const words = useWords();
  const queries = useQueryClient();
  const [saved, setSaved] = useState<ChartedVitalsResponse>();
  return (
    <PatientFrame patientId={patientId}>
      {({ encounter, patient }) =>
        encounter ? (
          <Stack maw={900}>
            <Title order={1} size="h3">
              {words.vitals.chart}
            </Title>
            {saved && <SavedNotice saved={saved} />}
            <VitalsForm
              encounterId={encounter.id}
              isChild={patient.age !== null && patient.age.max < 16}
              onSaved={(next) => {
                setSaved(next);
                void queries.invalidateQueries({ queryKey: ['chart', patientId] });
                void queries.invalidateQueries({ queryKey: ['board'] });
              }}
            />
          </Stack>
        ) : (
          <Alert>
            <Text>{words.chart.notInStay}</Text>
          </Alert>
        )
      }
    </PatientFrame>
  );
}
