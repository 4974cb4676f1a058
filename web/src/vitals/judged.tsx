import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { Warn } from '../shell/warn.tsx';
import { useWords } from '../words/use-words.ts';

interface Props {
  /** Of NEWS2; undefined where nothing is judged. */
  readonly points: number | undefined;
  readonly children: ReactNode;
}

/** A value, set apart by how far from usual it is: by weight and ground, and by a sign where it alone calls for somebody. */
export function Judged({ points, children }: Props) {
  const words = useWords();
  if (!points) return <>{children}</>;
  return (
    <span className="judged" data-points={points} title={words.vitals.points(points)}>
      {points === 3 && <Warn />} {children}
      <VisuallyHidden component="span"> ({words.vitals.points(points)})</VisuallyHidden>
    </span>
  );
}
