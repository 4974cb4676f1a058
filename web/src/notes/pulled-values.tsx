import { Text } from '@mantine/core';
import type { NoteResponse, PulledValueResponse } from '../api/generated/index.ts';
import { figure, fullMoment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';

type Named = 'heartRate' | 'respiratoryRate' | 'systolic' | 'diastolic' | 'temperature' | 'oxygenSaturation' | 'weight';

/** What a section took from the chart when the note was begun, each with its time: it is signed with the text. */
export function PulledValues({
  of: pulled,
  section,
}: {
  readonly of: NoteResponse['pulled'];
  readonly section: string;
}) {
  const words = useWords();
  const values = pulled.filter(({ sections }) => sections.includes(section));
  if (values.length === 0) return null;
  const times = [...new Set(values.map(({ effectiveAt }) => effectiveAt))];
  const taken = (at: string) => values.filter(({ effectiveAt }) => effectiveAt === at).map((one) => said(one, words));
  return (
    <Text size="sm" className="muted">
      {words.notes.pulled} {times.map((at) => `${fullMoment(at)}: ${taken(at).join(', ')}`).join('; ')}
    </Text>
  );
}

function said({ code, display, value, unitText, interpretation }: PulledValueResponse, words: Words): string {
  const name = display ?? words.vitals[code as Named] ?? code;
  const flag = interpretation && interpretation !== 'N' ? ` (${interpretation})` : '';
  return `${name} ${valueText(code, value, words)}${unitText ? ` ${unitText}` : ''}${flag}`;
}

function valueText(code: string, value: PulledValueResponse['value'], words: Words): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number') return figure(value);
  return code === 'consciousness' ? (words.vitals.levels[value] ?? value) : value;
}
