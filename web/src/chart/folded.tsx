import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';

interface Props {
  readonly label: string;
  /** Where several stand on a screen: which one it is. */
  readonly name?: string;
  readonly children: ReactNode;
}

/** A form that stands behind a button until somebody needs it. */
export function Folded({ label, name, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-sm"
        w="fit-content"
        aria-expanded={isOpen}
        aria-label={name}
        onClick={() => setOpen(!isOpen)}
      >
        {label}
      </Button>
      {isOpen && children}
    </>
  );
}
