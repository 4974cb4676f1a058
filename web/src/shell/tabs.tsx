import { Button, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

interface Props {
  /** What the tabs are of. */
  readonly label: string;
  /** The address below which they stand. */
  readonly base: string;
  readonly tabs: readonly (readonly [path: string, text: string, isShown: boolean])[];
  readonly mb?: string;
  /** What stands before them. */
  readonly children?: ReactNode;
}

/** Where one goes within a ward or a patient, for those who may. */
export function Tabs({ label, base, tabs, mb, children }: Props) {
  return (
    <Group component="nav" gap="xs" mb={mb} aria-label={label}>
      {children}
      {tabs
        .filter(([, , isShown]) => isShown)
        .map(([path, text]) => (
          <Button
            key={path}
            component={Link}
            to={base + path}
            variant="light"
            size="compact-md"
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page', 'data-active': true }}
          >
            {text}
          </Button>
        ))}
    </Group>
  );
}
