import { Alert, Button, Group, Stack, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Act } from '../api/act.ts';
import { ProblemNotice } from './problem-notice.tsx';

interface Props extends Pick<ButtonProps, 'color' | 'disabled'> {
  readonly act: Pick<Act<never, unknown>, 'isBusy' | 'problem'>;
  readonly label: string;
  /** Told when it was done. */
  readonly done?: string | undefined;
  readonly onSubmit: () => void;
  /** Other buttons beside the one that does it. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** A form with one act: its fields, what was refused, what was done, and the button. */
export function ActForm({ act, label, done, onSubmit, aside, children, color, disabled }: Props) {
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
        {done && (
          <Alert role="status" color="green">
            {done}
          </Alert>
        )}
        <Group>
          <Button type="submit" loading={act.isBusy} color={color} disabled={disabled}>
            {label}
          </Button>
          {aside}
        </Group>
      </Stack>
    </form>
  );
}
