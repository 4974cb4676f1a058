import { TextInput } from '@mantine/core';
import type { TaskResponse } from '../api/generated/index.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { useAcknowledging } from './use-acknowledging.ts';

interface Props {
  readonly task: TaskResponse;
  readonly onDone: (whom?: string) => void;
}

/** A result of which somebody asked the laboratory, as one that no living person has: what it said. */
export function CheckedResult({ task, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ readBack: '' }, `checked ${task.id}`);
  const seenTo = () => {
    clear();
    onDone(task.patient?.fullName);
  };
  const act = useAcknowledging(task.id, seenTo, onDone);
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
