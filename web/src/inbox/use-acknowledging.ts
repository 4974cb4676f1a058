import { postApiV1TasksByIdAcknowledge, type AcknowledgeTaskDto } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';

/** Sees to a task. @param onMissed when somebody else was first */
export function useAcknowledging(id: string, onSeenTo: () => void, onMissed: () => void) {
  return useAct(async (body: AcknowledgeTaskDto) => {
    try {
      await answerOf(postApiV1TasksByIdAcknowledge({ path: { id }, body }));
      onSeenTo();
    } catch (error) {
      if (error instanceof ServiceProblem && error.status === 409) onMissed();
      throw error;
    }
  });
}
