import { TextInput } from '@mantine/core';
import type { ChangeEvent } from 'react';
import { WOUND_ITEMS, type WoundItem } from '../../../src/clinical/observations/bedside/assessment.rules.ts';
import { useWords } from '../words/use-words.ts';
import { isBadSize, isSize } from './typed-wound.ts';

interface Props {
  /** The field of an item: what stands in it, and what comes of typing. */
  readonly of: (item: WoundItem) => {
    readonly value: string;
    readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
  };
}

/** What is measured and seen of a wound; what is left empty was not looked at. */
export function WoundFields({ of }: Props) {
  const words = useWords().nursing;
  return (
    <div className="vitals-grid">
      {WOUND_ITEMS.map((item) => {
        const { value, onChange } = of(item);
        return (
          <TextInput
            key={item}
            label={words.woundItems[item]}
            maxLength={isSize(item) ? 10 : 300}
            inputMode={isSize(item) ? 'decimal' : 'text'}
            autoComplete="off"
            error={isBadSize(item, value) ? words.badSize : undefined}
            value={value}
            onChange={onChange}
          />
        );
      })}
    </div>
  );
}
