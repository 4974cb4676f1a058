import { Select, TextInput } from '@mantine/core';
import type { KeyboardEvent } from 'react';
import { useWords } from '../words/use-words.ts';
import { EFFORTS, MORE_NUMBERS, type TypedVitals } from './typed-vitals.ts';
import { unitSaid } from './unit-said.ts';

interface Props {
  readonly typed: TypedVitals;
  readonly mistakes: Partial<Record<string, string>>;
  /** A child's score needs some of these. */
  readonly isOpen: boolean;
  /** Whether the time may be said; of a correction it is that of the set. */
  readonly hasTime: boolean;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
  readonly onChange: (typed: TypedVitals) => void;
}

/** What is measured less often, and when it was, where that is not now. */
export function MoreVitals({ typed, mistakes, isOpen, hasTime, onKeyDown, onChange }: Props) {
  const words = useWords();
  return (
    <details open={isOpen}>
      <summary>{words.vitals.moreFields}</summary>
      <div className="vitals-grid more-vitals">
        {MORE_NUMBERS.map(([field, unit]) => (
          <TextInput
            key={field}
            name={field}
            label={`${words.vitals[field]} (${unitSaid(words, unit)})`}
            inputMode="decimal"
            autoComplete="off"
            value={typed.numbers[field] ?? ''}
            error={mistakes[field]}
            onKeyDown={onKeyDown}
            onChange={(event) =>
              onChange({ ...typed, numbers: { ...typed.numbers, [field]: event.currentTarget.value } })
            }
          />
        ))}
        <Select
          label={words.vitals.respiratoryEffort}
          clearable
          value={typed.effort || null}
          data={EFFORTS.map((value) => ({ value, label: words.vitals.efforts[value] ?? value }))}
          onChange={(effort) => onChange({ ...typed, effort: effort ?? '' })}
        />
        {hasTime && (
          <TextInput
            label={words.vitals.at}
            placeholder={words.medicines.atHint}
            autoComplete="off"
            value={typed.at}
            error={mistakes.at}
            onChange={(event) => onChange({ ...typed, at: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={words.fluids.comment}
          autoComplete="off"
          value={typed.comment}
          onChange={(event) => onChange({ ...typed, comment: event.currentTarget.value })}
        />
      </div>
    </details>
  );
}
