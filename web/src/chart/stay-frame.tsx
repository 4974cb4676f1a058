import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { PatientFrame } from './patient-frame.tsx';
import { shownEncounter } from './use-chart.ts';

interface Props {
  readonly patientId: string;
  /** What is said of a patient who has no stay at all. */
  readonly none?: string;
  /** @param isOpen whether the patient is in the stay now, so that something new may be written */
  readonly children: (encounterId: string, isOpen: boolean) => ReactNode;
}

/** Stands round a screen about one stay: the open one, or the last. */
export function StayFrame({ patientId, none, children }: Props) {
  return (
    <PatientFrame patientId={patientId}>
      {(chart) => {
        const shown = shownEncounter(chart);
        if (shown) return children(shown.id, chart.encounter !== null);
        return none === undefined ? null : <Text>{none}</Text>;
      }}
    </PatientFrame>
  );
}
