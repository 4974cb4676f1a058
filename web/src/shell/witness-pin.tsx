import { TextInput } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly value: string;
  readonly onChange: (pin: string) => void;
}

/** The PIN of a second person, typed by them: whoever asks for it keeps it nowhere. */
export function WitnessPin({ value, onChange }: Props) {
  const words = useWords();
  return (
    <TextInput
      type="password"
      inputMode="numeric"
      maxLength={6}
      label={words.medicines.witnessPin}
      autoComplete="off"
      w={220}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
