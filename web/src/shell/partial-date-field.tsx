import { TextInput, type TextInputProps } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

interface Props extends Omit<TextInputProps, 'error' | 'description'> {
  /** Whether what was typed is no date. */
  readonly isBad: boolean;
}

/** A date of which only the month, or only the year, may be known; what is none is said at the field. */
export function PartialDateField({ isBad, ...more }: Props) {
  const { putRight } = useWords();
  return (
    <TextInput
      description={putRight.partialDate}
      inputMode="numeric"
      autoComplete="off"
      error={isBad ? putRight.badDate : undefined}
      {...more}
    />
  );
}
