import { TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { day, readDay, readMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props extends Omit<TextInputProps, 'type' | 'value'> {
  readonly value: string;
  /** Whether a time of day belongs to it. */
  readonly hasTime?: boolean;
}

/**
 * A day, or a day and a time, as Vietnam writes it (20/12/2026 23:59), whatever language the browser speaks; digits alone are taken
 * too, and a year in two of them, whose century is said. What is on no calendar is said beside the field, and keeps the form from
 * being sent.
 */
export function DateField({ value, hasTime = false, onBlur, description, ...more }: Props) {
  const words = useWords();
  const field = useRef<HTMLInputElement>(null);
  const [isLeft, setLeft] = useState(value !== '');
  const read = hasTime ? readMoment(value) : readDay(value);
  const isBad = value.trim() !== '' && read === undefined;
  const mistake = hasTime ? words.badMoment : words.badDay;
  useEffect(() => field.current?.setCustomValidity(isBad ? mistake : ''), [isBad, mistake]);
  return (
    <TextInput
      ref={field}
      placeholder={hasTime ? words.momentForm : words.dayForm}
      inputMode="numeric"
      miw={hasTime ? 240 : undefined}
      autoComplete="off"
      value={value}
      error={isBad && isLeft ? mistake : undefined}
      description={read && !value.includes(day(read).slice(-4)) ? `= ${day(read)}` : description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onBlur={(event) => {
        setLeft(true);
        onBlur?.(event);
      }}
      {...more}
    />
  );
}
