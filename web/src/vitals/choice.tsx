import { SegmentedControl, Text } from '@mantine/core';
import type { KeyboardEvent, RefObject } from 'react';
import { goOn } from './go-on.ts';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly data: readonly (readonly [string, string])[];
  readonly keys: readonly (readonly [key: string, value: string])[];
  readonly form: RefObject<HTMLFormElement | null>;
  readonly onChange: (value: string) => void;
}

/** One of a few answers, chosen by its first letter as well. */
export function Choice({ label, value, data, keys, form, onChange }: Props) {
  return (
    <div
      role="group"
      aria-label={label}
      onKeyDown={(event) => {
        choose(event, keys, onChange);
        goOn(event, form.current);
      }}
    >
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        value={value}
        onChange={onChange}
        data={[{ value: '', label: '–' }, ...data.map(([key, text]) => ({ value: key, label: text }))]}
      />
    </div>
  );
}

/** In a choice the first letter of an answer chooses it. */
function choose(
  event: KeyboardEvent<HTMLElement>,
  keys: readonly (readonly [key: string, value: string])[],
  onChange: (value: string) => void,
): void {
  const found = keys.find(([key]) => key === event.key.toLowerCase());
  if (!found || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  event.stopPropagation();
  onChange(found[1]);
  event.currentTarget.querySelector<HTMLInputElement>(`input[value="${found[1]}"]`)?.focus();
}
