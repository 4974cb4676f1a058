import { Select, type SelectProps } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

/** How somebody leaves: chosen, never given. */
export function DispositionSelect(chosen: Pick<SelectProps, 'value' | 'onChange'>) {
  const words = useWords();
  return (
    <Select
      label={words.stay.disposition}
      placeholder={words.course.chooseDisposition}
      required
      data={Object.entries(words.stay.dispositions).map(([value, label]) => ({ value, label }))}
      {...chosen}
    />
  );
}
