import { Button, Group, Text } from '@mantine/core';
import { useRef, type PointerEvent } from 'react';
import { useWords } from '../words/use-words.ts';

/** The field's size, in the units of its strokes. */
const [WIDTH, HEIGHT] = [600, 200];
/** As many as the service keeps. */
const MOST_STROKES = 200;
const MOST_POINTS = 5_000;

interface Props {
  readonly label: string;
  /** Marked as needed. */
  readonly required?: boolean;
  /** Each its points as `x,y x,y …`. */
  readonly strokes: readonly string[];
  readonly onChange: (strokes: readonly string[]) => void;
}

/** A field to sign in by finger, pen or mouse. Who cannot draw confirms before a witness instead. */
export function Drawn({ label, required = false, strokes, onChange }: Props) {
  const words = useWords();
  const isDown = useRef(false);
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent<SVGSVGElement>): string => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const place = (at: number, size: number, most: number) =>
      Math.min(most, Math.max(0, Math.round((at / size) * most)));
    return `${place(clientX - left, width, WIDTH)},${place(clientY - top, height, HEIGHT)}`;
  };
  const points = strokes.reduce((sum, stroke) => sum + stroke.split(' ').length, 0);
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
        {required && ' *'}
      </Text>
      <svg
        className="drawn"
        role="img"
        aria-label={strokes.length > 0 ? words.noteTools.drawn : label}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        onPointerDown={(event) => {
          if (strokes.length >= MOST_STROKES || points >= MOST_POINTS) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          isDown.current = true;
          onChange([...strokes, pointOf(event)]);
        }}
        onPointerMove={(event) => {
          const last = strokes.at(-1);
          const point = pointOf(event);
          if (!isDown.current || last === undefined || points >= MOST_POINTS || last.endsWith(point)) return;
          onChange([...strokes.slice(0, -1), `${last} ${point}`]);
        }}
        onPointerUp={() => {
          isDown.current = false;
        }}
        onPointerCancel={() => {
          isDown.current = false;
        }}
      >
        {strokes.map((stroke, at) => (
          <polyline key={at} points={stroke} fill="none" stroke="currentColor" strokeWidth={3} strokeLinecap="round" />
        ))}
      </svg>
      <Group>
        <Button variant="default" size="compact-sm" onClick={() => onChange([])}>
          {words.noteTools.drawAgain}
        </Button>
      </Group>
    </div>
  );
}
