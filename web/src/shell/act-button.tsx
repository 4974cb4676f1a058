import { Button, Text, type ButtonProps } from '@mantine/core';
import { useId, type MouseEventHandler, type ReactNode } from 'react';
import type { Words } from '../words/vi.ts';

interface Props extends Omit<ButtonProps, 'disabled'> {
  /** Why it cannot be pressed, as a sentence; undefined when it can. It stands beside the button. */
  readonly blocked: string | undefined;
  readonly children: ReactNode;
  readonly type?: 'submit';
  readonly onClick?: MouseEventHandler<HTMLButtonElement>;
}

/** The only button that may be grey: it says why. */
export function ActButton({ blocked, children, type, ...more }: Props) {
  const why = useId();
  return (
    <>
      <Button
        {...more}
        type={type ?? 'button'}
        disabled={blocked !== undefined}
        aria-describedby={blocked === undefined ? undefined : why}
      >
        {children}
      </Button>
      {blocked !== undefined && (
        <Text id={why} className="why" size="sm">
          {blocked}
        </Text>
      )}
    </>
  );
}

/** Which fields a form still needs, by their labels, as a sentence; undefined when it has what it needs. */
export function stillNeeded(words: Words, fields: readonly (readonly [label: string, isThere: boolean])[]) {
  const missing = fields.filter(([, isThere]) => !isThere).map(([label]) => label);
  return missing.length > 0 ? words.needed(missing.join(', ')) : undefined;
}
