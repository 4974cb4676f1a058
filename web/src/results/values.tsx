import { Select, Text } from '@mantine/core';
import { useState } from 'react';
import {
  getApiV1PatientsByIdObservations,
  type ObservationResponse,
  type ReportResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { Section } from '../shell/section.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { Warn } from '../shell/warn.tsx';
import { TimePlot } from '../vitals/plot.tsx';
import { vitalName } from '../vitals/vital-name.ts';
import { fullMoment } from '../words/moments.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { flagSaid, standsOut } from './flag-said.ts';
import { isInDoubt, rangeSaid, valueSaid } from './value-said.ts';

/** Vital signs by LOINC, as the service charts them (vital-signs.rules.ts). */
const SIGNS = [
  ['heartRate', '8867-4'],
  ['respiratoryRate', '9279-1'],
  ['systolic', '8480-6'],
  ['diastolic', '8462-4'],
  ['temperature', '8310-5'],
  ['oxygenSaturation', '59408-5'],
  ['weight', '29463-7'],
] as const;
/** Which of the colours of curves. */
const COLOUR = 3;

interface Props {
  readonly patientId: string;
  readonly reports: readonly ReportResponse[];
}

/** Every value of one test or vital sign that the patient ever had, plotted and in figures, from all stays and senders. */
export function Values({ patientId, reports }: Props) {
  const words = useWords();
  const [code, setCode] = useState<string | null>(null);
  const choices = choicesOf(reports, words);
  return (
    <Section title={words.changes.valuesTitle}>
      <Select
        label={words.changes.valuesOf}
        description={words.changes.valuesHint}
        searchable
        clearable
        maw={420}
        value={code}
        onChange={setCode}
        data={choices}
      />
      {code && (
        <Course
          key={code}
          patientId={patientId}
          code={code}
          name={choices.find(({ value }) => value === code)?.label ?? ''}
        />
      )}
    </Section>
  );
}

/** The tests of the reports that are loaded, each once, and the vital signs. */
function choicesOf(reports: readonly ReportResponse[], words: Words) {
  const tests = new Map<string, string>();
  for (const { code, display } of reports.flatMap(({ observations }) => observations)) {
    if (code && !tests.has(code)) tests.set(code, display);
  }
  const signs = SIGNS.map(([field, code]) => [code, vitalName(words, field)] as const);
  return [...tests, ...signs.filter(([code]) => !tests.has(code))].map(([value, label]) => ({ value, label }));
}

interface CourseProps {
  readonly patientId: string;
  readonly code: string;
  readonly name: string;
}

function Course({ patientId, code, name }: CourseProps) {
  const words = useWords();
  const language = useLanguage();
  const values = usePages({
    queryKey: ['observations', patientId, code, language],
    ask: (cursor) =>
      answerOf(getApiV1PatientsByIdObservations({ path: { id: patientId }, query: { code, limit: 50, ...cursor } })),
  });
  return (
    <Waiting of={values}>
      {(items) => (
        <>
          {items.length === 0 && <Text>{words.changes.valuesNone}</Text>}
          {unitsOf(items).map((unit) => (
            <Plotted key={unit} name={name} unit={unit} items={items.filter((one) => unitOf(one) === unit)} />
          ))}
          {items.length > 0 && <Figures items={items} />}
          <MorePages of={values} />
        </>
      )}
    </Waiting>
  );
}

const unitOf = ({ unitText, unit }: ObservationResponse): string => unitText ?? unit ?? '';
/** Values of different units never share an axis. */
const unitsOf = (items: readonly ObservationResponse[]): string[] => [...new Set(items.map(unitOf))];

function Plotted({
  name,
  unit,
  items,
}: {
  readonly name: string;
  readonly unit: string;
  readonly items: readonly ObservationResponse[];
}) {
  const points = items
    .flatMap(({ effectiveAt, value, comparator, ...one }) =>
      value === null || comparator !== null || isInDoubt(one) ? [] : [{ at: Date.parse(effectiveAt) / 1000, value }],
    )
    .reverse();
  if (points.length < 2) return null;
  const found = points.map(({ value }) => value);
  const [low, high] = [Math.min(...found), Math.max(...found)];
  const edge = (high - low || Math.abs(high) || 1) * 0.1;
  return (
    <TimePlot
      unit={unit}
      range={[low - edge, high + edge]}
      series={[[name, COLOUR]]}
      times={points.map(({ at }) => at)}
      data={[found]}
    />
  );
}

function Figures({ items }: { readonly items: readonly ObservationResponse[] }) {
  const words = useWords();
  return (
    <Scroll label={words.changes.valuesTitle}>
      <table className="figures">
        <thead>
          <tr>
            <th scope="col">{words.changes.valuesAt}</th>
            <th scope="col">{words.changes.valuesOf}</th>
            <th scope="col">{words.changes.valuesRange}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <th scope="row">{fullMoment(one.effectiveAt)}</th>
              <td>
                <strong className={standsOut(one.interpretation) ? 'severe' : undefined}>
                  {one.critical && <Warn />} {valueSaid(one)} {unitOf(one)}
                </strong>{' '}
                {isInDoubt(one) ? (
                  <strong className="severe">{words.results.inDoubt}</strong>
                ) : (
                  flagSaid(words, one.interpretation)
                )}
              </td>
              <td>{rangeSaid(one)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
