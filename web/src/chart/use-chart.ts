import { useQuery } from '@tanstack/react-query';
import { getApiV1PatientsByIdChart } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';

/** The whole patient on one page; one read on the trail, shared by every screen about the patient for a while. */
export const useChart = (patientId: string) =>
  useQuery({
    queryKey: ['chart', patientId],
    queryFn: () => answerOf(getApiV1PatientsByIdChart({ path: { id: patientId } })),
    staleTime: 30_000,
  });
