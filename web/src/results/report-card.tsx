import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChartResultResponse, ReportResponse } from '../api/generated/index.ts';
import { Scroll } from '../shell/scroll.tsx';
import { figure, moment } from '../words/moments.ts';
import { Warn } from '../shell/warn.tsx';
import { useWords } from '../words/use-words.ts';
import { DetailLines } from './detail-lines.tsx';

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
      {'attachments' in report && <DetailLines of={report} besides={[report.conclusion]} />}
      <Scroll label={words.chart.results}>
        <table className="figures">
          <tbody>
            {report.observations.map((value) => (
              <tr key={value.id}>
                <th scope="row">
                  {nameOf(value)}
                  {'attachments' in value && <DetailLines of={value} besides={shownOf(report, value)} />}
                </th>
                <td>
                  <strong>
                    {value.comparator}
                    {value.value === null ? value.text : figure(value.value, decimalsOf(value))}
                  </strong>{' '}
                  {unitOf(value)}
                </td>
                <td>
                  <Flag value={value} />
                </td>
                <td className="muted">{rangeOf(value)}</td>
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
  // What the chart shows has the flag alone: HH, LL and AA are the critical ones (HL7 ObservationInterpretation).
  const isCritical = ('critical' in value && value.critical) || ['HH', 'LL', 'AA'].includes(interpretation ?? '');
  if (isCritical) {
    return (
      <strong className="severe">
        <Warn /> {words.results.critical}
      </strong>
    );
  }
  if (!interpretation) return null;
  const word = words.results.flag[interpretation] ?? interpretation;
  return interpretation === 'N' ? <span className="muted">{word}</span> : <strong className="severe">{word}</strong>;
}

function rangeOf({ referenceLow, referenceHigh, referenceText }: Value): string {
  if (referenceText) return referenceText;
  if (referenceLow === null && referenceHigh === null) return '';
  if (referenceLow === null) return `≤ ${figure(referenceHigh!)}`;
  return referenceHigh === null ? `≥ ${figure(referenceLow)}` : `${figure(referenceLow)} – ${figure(referenceHigh)}`;
}
