import { SegmentedControl } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

interface Props<State extends string> {
  readonly states: readonly State[];
  /** What each state is called. */
  readonly names: Readonly<Record<string, string>>;
  readonly value: State;
  readonly onChange: (state: State) => void;
}

/** Which part of a list is shown, by the state that things of it are in. */
export function StateChoice<State extends string>({ states, names, value, onChange }: Props<State>) {
  const words = useWords();
  return (
    <SegmentedControl
      w="fit-content"
      aria-label={words.exchange.state}
      value={value}
      onChange={onChange}
      data={states.map((one) => ({ value: one, label: names[one] ?? one }))}
    />
  );
}
