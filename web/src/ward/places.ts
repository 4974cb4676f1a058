import { useQuery } from '@tanstack/react-query';
import { getApiV1Wards } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';

/** The bed with its room, where its own name does not say it already. */
export const bedName = ({ roomCode, code }: { readonly roomCode: string; readonly code: string }): string =>
  code.startsWith(roomCode) ? code : `${roomCode}.${code}`;

/** The wards in service. They tell nothing of a patient, and change rarely. */
export const useWards = () =>
  useQuery({
    queryKey: ['wards'],
    queryFn: () => answerOf(getApiV1Wards({ query: { active: true, limit: 100 } })),
    staleTime: 10 * 60_000,
  });
