import { Group, Stack, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Act } from '../api/act.ts';
import { ActButton } from './act-button.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { Said } from './said.tsx';

interface Props extends Pick<ButtonProps, 'color'> {
  readonly act: Pick<Act<never, unknown>, 'isBusy' | 'problem'>;
  readonly label: string;
  /** Why it cannot be sent yet; it stands beside the button. */
  readonly blocked?: string | undefined;
  /** Told when it was done. */
  readonly done?: string | undefined;
  readonly onSubmit: () => void;
  /** Other buttons beside the one that does it. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** A form with one act: its fields, what was refused, what was done, and the button. */
export function ActForm({ act, label, done, onSubmit, aside, children, color, blocked }: Props) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Stack gap="sm">
        {children}
        <ProblemNotice problem={act.problem} />
        <Said text={done} />
        <Group>
          <ActButton type="submit" loading={act.isBusy} color={color} blocked={blocked}>
            {label}
          </ActButton>
          {aside}
        </Group>
      </Stack>
    </form>
  );
}
