import { useQueries, useQuery } from '@tanstack/react-query';
import { getApiV1Wards, getApiV1WardsByIdBoard } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { usePerson } from '../session/use-session.ts';

/** The bed with its room, where its own name does not say it already. */
export const bedName = ({ roomCode, code }: { readonly roomCode: string; readonly code: string }): string =>
  code.startsWith(roomCode) ? code : `${roomCode}.${code}`;

/** The wards in service. They tell nothing of a patient, and change rarely. */
export const useWards = () =>
  useQuery({
    queryKey: ['wards'],
    queryFn: () => everyPage((cursor) => answerOf(getApiV1Wards({ query: { active: true, limit: 100, ...cursor } }))),
    staleTime: 10 * 60_000,
  });

/** Who lies in the wards of the person signed in, to choose from: by name and bed. */
export function useWardPatients(): readonly { readonly value: string; readonly label: string }[] {
  const { wards } = usePerson();
  const boards = useQueries({
    queries: wards.slice(0, 4).map(({ id }) => ({
      queryKey: ['board', id],
      queryFn: () => answerOf(getApiV1WardsByIdBoard({ path: { id } })),
      staleTime: 60_000,
    })),
  });
  return boards.flatMap(({ data }) =>
    (data?.items ?? []).flatMap(({ bed, encounter }) =>
      encounter ? [{ value: encounter.id, label: `${bed ? bedName(bed) : '–'} · ${encounter.patient.fullName}` }] : [],
    ),
  );
}
