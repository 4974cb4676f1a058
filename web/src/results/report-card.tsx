import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChartResultResponse, ReportResponse, ResultComponentResponse } from '../api/generated/index.ts';
import { Scroll } from '../shell/scroll.tsx';
import { figure, moment } from '../words/moments.ts';
import { Warn } from '../shell/warn.tsx';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { DetailLines } from './detail-lines.tsx';
import { flagSaid, standsOut } from './flag-said.ts';
import { isInDoubt, rangeSaid } from './value-said.ts';

type Report = ChartResultResponse | ReportResponse;
type Value = Report['observations'][number];

const nameOf = (value: Value): string =>
  'code' in value && typeof value.code === 'object' && value.code
    ? value.code.display
    : 'display' in value
      ? value.display
      : '';
const unitOf = (value: Value): string => ('unitText' in value && value.unitText ? value.unitText : (value.unit ?? ''));

/** As many decimals as were sent. */
const decimalsOf = (value: Value): number | undefined =>
  'valueText' in value && typeof value.valueText === 'string' && /^-?\d+\.\d+$/.test(value.valueText)
    ? value.valueText.split('.')[1]!.length
    : undefined;
/** What the card says of a value in another place. */
const shownOf = (report: Report, value: Value) => [
  report.conclusion,
  value.text,
  'specimen' in report ? report.specimen : null,
  'performer' in report ? report.performer : null,
];

/** One report with its values, each with its unit, its range, and in words whether it is outside. */
export function ReportCard({ report, children }: { readonly report: Report; readonly children?: ReactNode }) {
  const words = useWords();
  const isCritical = 'critical' in report && report.critical;
  return (
    <article>
      <Text fw={600}>
        {isCritical && (
          <span className="severe">
            <Warn /> {words.results.critical}{' '}
          </span>
        )}
        {report.code.display}{' '}
        <span className="muted">
          {moment(report.effectiveAt)} · {words.results.status[report.status] ?? report.status}
          {'sender' in report && typeof report.sender === 'string' && ` · ${report.sender}`}
        </span>
      </Text>
      {report.conclusion && <Text size="sm">{report.conclusion}</Text>}
      {'awaited' in report && report.awaited.length > 0 && (
        <Text size="sm">{words.results.awaited(report.awaited.join(', '))}</Text>
      )}
      {'attachments' in report && <DetailLines of={report} besides={[report.conclusion]} />}
      <Scroll label={words.chart.results}>
        <table className="figures told">
          <tbody>
            {report.observations.map((value) => (
              <tr key={value.id}>
                <th scope="row">
                  {nameOf(value)}
                  {'attachments' in value && <DetailLines of={value} besides={shownOf(report, value)} />}
                </th>
                <td className={value.value === null ? undefined : 'nowrap'}>
                  <strong>
                    {value.comparator}
                    {value.value === null ? !saysParts(value) && value.text : figure(value.value, decimalsOf(value))}
                  </strong>{' '}
                  {unitOf(value)}
                  <Parts value={value} />
                </td>
                <td>
                  <Flag value={value} />
                  <Sudden value={value} />
                </td>
                <td className={value.referenceText ? 'muted' : 'muted nowrap'}>{rangeSaid(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {children}
    </article>
  );
}

function Flag({ value }: { readonly value: Value }) {
  const words = useWords();
  const { interpretation } = value;
  // Before all: the flag of a value that cannot be is no alarm of the patient's.
  if (isInDoubt(value)) {
    return <strong className="severe">{whyNotJudged(value) ?? words.results.inDoubt}</strong>;
  }
  // What the chart shows has the flag alone: HH, LL and AA are the critical ones (HL7 ObservationInterpretation).
  const isCritical = ('critical' in value && value.critical) || ['HH', 'LL', 'AA'].includes(interpretation ?? '');
  if (isCritical) {
    return (
      <strong className="severe">
        <Warn /> {words.results.critical}
      </strong>
    );
  }
  // Not "in order": nobody here can say whether it has to be told at once.
  if ('notJudgedBecause' in value && value.notJudgedBecause) {
    return <strong className="severe">{whyNotJudged(value) ?? words.results.notJudged}</strong>;
  }
  if (!interpretation) return null;
  const word = words.results.flag[interpretation] ?? interpretation;
  return standsOut(interpretation) ? <strong className="severe">{word}</strong> : <span className="muted">{word}</span>;
}

const whyNotJudged = (value: Value): string | null => ('notJudgedText' in value ? value.notJudgedText : null);

/** Whether the text only says in one line what stands below it part by part. */
const saysParts = (value: Value): boolean => {
  const parts = 'components' in value ? (value.components ?? []) : [];
  return parts.length > 0 && parts.every(({ code }) => value.text?.includes(code.display));
};

/** The parts of a result: each antibiotic, each value of a blood gas. */
function Parts({ value }: { readonly value: Value }) {
  const words = useWords();
  if (!('components' in value) || !value.components) return null;
  return value.components.map((part, place) => (
    <div key={place}>
      {part.code.display}:{' '}
      <strong className={part.critical || standsOut(part.interpretation) ? 'severe' : undefined}>
        {part.comparator}
        {part.value === null ? part.text : figure(part.value)} {part.unitText} {flagBeside(words, part)}
      </strong>
      {part.critical && <strong className="severe"> {words.results.critical}</strong>}
      {part.notJudgedText && <span className="severe"> {part.notJudgedText}</span>}
    </div>
  ));
}

/** A value that changed suddenly is perhaps another patient's: what it was before, and where the limit is from. */
function Sudden({ value }: { readonly value: Value }) {
  if (!('suddenChange' in value) || !value.suddenChange) return null;
  const { text, source } = value.suddenChange;
  return (
    <div className="severe">
      {text} <span className="muted">{source}</span>
    </div>
  );
}

/** What is said in the value itself is not said again. */
const flagBeside = (
  words: Words,
  { interpretation, text }: Pick<ResultComponentResponse, 'interpretation' | 'text'>,
): string => {
  const flag = flagSaid(words, interpretation);
  return text?.toLowerCase() === flag ? '' : flag;
};
