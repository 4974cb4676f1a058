import { useQuery } from '@tanstack/react-query';
import { getApiV1PatientsByIdChart, type ChartResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';

/** The whole patient on one page; one read on the trail, shared by every screen about the patient for a while. */
export const useChart = (patientId: string) =>
  useQuery({
    queryKey: ['chart', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdChart({ path: { id: patientId } })),
    staleTime: 30_000,
  });

/** The encounter whose record a screen shows: the open one, or the last. */
export const shownEncounter = ({
  encounter,
  encounters,
}: ChartResponse): ChartResponse['encounters'][number] | undefined => encounter ?? encounters[0];
