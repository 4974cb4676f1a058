import { getApiV1EncountersByIdAssessments } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { usePages } from '../shell/pages.tsx';

/** What was assessed of risks and wounds, the last first; read once, however many parts of the screen show of it. */
export const useAssessments = (encounterId: string) =>
  usePages({
    queryKey: ['nursing', 'assessments', encounterId],
    ask: (cursor) =>
      answerOf(getApiV1EncountersByIdAssessments({ path: { id: encounterId }, query: { limit: 50, ...cursor } })),
  });
