import { TextInput } from '@mantine/core';
import { postApiV1TasksByIdAcknowledge, type AcknowledgeTaskDto, type TaskResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly task: TaskResponse;
  readonly onDone: (whom?: string) => void;
}

/** A result of which somebody asked the laboratory, as one that no living person has: what it said. */
export function CheckedResult({ task, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ readBack: '' }, `checked ${task.id}`);
  const act = useAct(async (body: AcknowledgeTaskDto) => {
    try {
      await answerOf(postApiV1TasksByIdAcknowledge({ path: { id: task.id }, body }));
      clear();
      onDone(task.patient?.fullName);
    } catch (error) {
      if (error instanceof ServiceProblem && error.status === 409) onDone();
      throw error;
    }
  });
  return (
    <ActForm act={act} label={words.inbox.checkedDo} onSubmit={() => void act.run(fields)}>
      <TextInput
        label={words.inbox.checked}
        description={words.inbox.checkedAbout}
        maxLength={500}
        required
        w={520}
        maw="100%"
        {...typed('readBack')}
      />
    </ActForm>
  );
}
