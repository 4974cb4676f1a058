import { Group, Text, TextInput } from '@mantine/core';
import type { CriticalResultResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { valueSaid } from '../results/value-said.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useWords } from '../words/use-words.ts';
import { TaskHead } from './task.tsx';
import { useAcknowledging } from './use-acknowledging.ts';

interface Props {
  readonly item: CriticalResultResponse;
  readonly onDone: (whom?: string) => void;
}

/** A critical result: its values, large; and the read-back of whoever has it from here on. */
export function CriticalResult({ item, onDone }: Props) {
  const words = useWords();
  const { fields, typed, clear } = useFields({ readBack: '' }, `read-back ${item.id}`);
  const seenTo = () => {
    clear();
    onDone(item.patient?.fullName);
  };
  const act = useAcknowledging(item.id, seenTo, onDone);
  return (
    <article className="task">
      <TaskHead task={item} />
      <Group gap="lg">
        {item.observations.map((one) => (
          <Text key={one.id} size="lg">
            {one.display} <strong className="severe">{valueSaid(one)}</strong> {one.unit}
            {one.notJudgedText && <span className="muted"> · {one.notJudgedText}</span>}
          </Text>
        ))}
      </Group>
      {iMay('result.acknowledge') ? (
        <ActForm act={act} label={words.inbox.acknowledge} onSubmit={() => void act.run(fields)}>
          <TextInput
            label={words.inbox.readBack}
            description={words.inbox.readBackAbout}
            autoComplete="off"
            required
            maw={420}
            {...typed('readBack')}
          />
        </ActForm>
      ) : (
        <Text className="severe">{words.inbox.tell}</Text>
      )}
    </article>
  );
}
