import { Anchor, Badge, Table, Text } from '@mantine/core';
import { Link, useParams } from '@tanstack/react-router';
import type { ChartResponse } from '../api/generated/index.ts';
import { iMay } from '../api/rights.ts';
import { headlineOf } from '../notes/headline.ts';
import { OpenReconciliations } from '../reconciliation/open-reconciliations.tsx';
import { ReportCard } from '../results/report-card.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { Judged } from '../vitals/judged.tsx';
import { pointsOf } from '../vitals/points.ts';
import { day, duration, figure, moment, partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { ChangeAllergies } from './change-allergies.tsx';
import { ChangeProblems } from './change-problems.tsx';
import { Medications } from './chart-medications.tsx';
import { moreOf, Section } from './chart-section.tsx';
import { PatientFrame } from './patient-frame.tsx';
import { RecordAllergy } from './record-allergy.tsx';
import { Warn } from '../shell/warn.tsx';
import { RecordProblem } from './record-problem.tsx';

/** The whole patient in one look. */
export function ChartScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId' });
  return <PatientFrame patientId={patientId}>{(chart) => <Sections chart={chart} />}</PatientFrame>;
}

function Sections({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  return (
    <>
      {!chart.encounter && <Text className="muted">{words.chart.notInStay}</Text>}
      <OpenReconciliations chart={chart} />
      <div className="chart">
        <div className="chart-column">
          <Vitals chart={chart} />
          <Results chart={chart} />
        </div>
        <div className="chart-column">
          <Allergies chart={chart} />
          <Problems chart={chart} />
          <Medications chart={chart} />
          <Orders chart={chart} />
        </div>
        <div className="chart-column">
          <Notes chart={chart} />
          <Encounters chart={chart} />
        </div>
      </div>
    </>
  );
}

type Part = { readonly chart: ChartResponse };

/** So many sets of vital signs stand beside each other. */
const SETS = 5;

function Vitals({ chart }: Part) {
  const words = useWords();
  const columns = chart.vitals.slice(0, SETS);
  const hidden = chart.vitals.length - columns.length;
  const rows = [
    ['respiratoryRate', 0],
    ['oxygenSaturation', 0],
    ['heartRate', 0],
    ['systolic', 0],
    ['temperature', 1],
    ['consciousness', 0],
  ] as const;
  return (
    <Section
      part="vitals"
      title={words.chart.vitals}
      rest={`/patients/${chart.patient.id}/sheet`}
      isEmpty={columns.length === 0}
      more={moreOf(chart, 'vitals', hidden)}
    >
      <Scroll label={words.chart.vitals}>
        <table className="figures">
          <thead>
            <tr>
              <th scope="col">{words.vitals.takenAt}</th>
              {columns.map(({ id, effectiveAt }) => (
                <th key={id} scope="col">
                  {moment(effectiveAt)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([key, digits]) => (
              <tr key={key}>
                <th scope="row">{key === 'systolic' ? words.vitals.pressure : words.vitals[key]}</th>
                {columns.map((set) => (
                  <td key={set.id}>
                    <Judged points={pointsOf(set, set.news2?.scale)[key]}>
                      {shown(set[key], digits, key === 'systolic' ? set.diastolic : undefined)}
                    </Judged>
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{columns.some(({ pews }) => pews) ? 'PEWS' : 'NEWS2'}</th>
              {columns.map(({ id, news2, pews, notScored }) => (
                <td key={id} title={notScored?.text}>
                  <span className="score" data-risk={(news2 ?? pews)?.risk ?? 'none'}>
                    {scoreText(news2 ?? pews)}
                  </span>
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{words.chart.chartedBy}</th>
              {columns.map(({ id, recordedBy }) => (
                <td key={id} className="muted who">
                  {recordedBy.fullName}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </Scroll>
      <LastWeight chart={chart} />
    </Section>
  );
}

/** Doses hang on it, so its age is said. */
function LastWeight({ chart: { lastWeight } }: Part) {
  const words = useWords();
  if (!lastWeight) return <Text className="muted">{words.chart.neverWeighed}</Text>;
  const { value, effectiveAt, ageHours, recordedBy } = lastWeight;
  const ago = duration(ageHours * HOUR_MS);
  return <Text>{words.chart.weighed(figure(value), moment(effectiveAt), ago, recordedBy.fullName)}</Text>;
}
const HOUR_MS = 3_600_000;

/** A score that lacks values is at least what is known of it. */
function scoreText(score: { total: number | null; partial: number } | null): string {
  if (!score) return '–';
  return score.total === null ? `≥${score.partial}` : `${score.total}`;
}

function shown(value: number | string | null, digits: number, below?: number | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  const text = figure(value, digits);
  return below === undefined ? text : `${text}/${below ?? '–'}`;
}

function Allergies({ chart }: Part) {
  const words = useWords();
  return (
    <Section part="allergies" title={words.chart.allergies} isEmpty={false} more={moreOf(chart, 'allergies')}>
      {chart.allergyStatus === 'not-asked' && <Text>{words.board.notAsked}</Text>}
      {chart.allergyStatus === 'none-known' && <Text>{words.board.noneKnown}</Text>}
      {chart.allergies.map(({ id, code, criticality, reaction, verificationStatus, overlaps }) => (
        <Text key={id} className={criticality === 'high' ? 'severe' : undefined}>
          {criticality === 'high' && (
            <>
              <Warn /> {words.chart.highCriticality} ·{' '}
            </>
          )}
          {code.display}
          {reaction && `: ${reaction}`}
          {verificationStatus === 'unconfirmed' && ` (${words.chart.unconfirmed})`}
          {overlaps.length > 0 && <span className="muted"> · {overlaps.map(({ text }) => text).join('; ')}</span>}
        </Text>
      ))}
      {iMay('allergy.write') && <RecordAllergy patientId={chart.patient.id} />}
      <ChangeAllergies patientId={chart.patient.id} />
    </Section>
  );
}

function Problems({ chart }: Part) {
  const words = useWords();
  return (
    <Section part="problems" title={words.chart.problems} isEmpty={false} more={moreOf(chart, 'problems')}>
      {chart.problems.length === 0 && <Text className="muted">{words.chart.empty.problems}</Text>}
      {chart.problems.map(({ id, code, onset }) => (
        <Text key={id}>
          {code.display} {code.code && <span className="muted">{code.code}</span>}
          {onset && <span className="muted"> · {partialDate(onset)}</span>}
        </Text>
      ))}
      {iMay('problem.write') && <RecordProblem chart={chart} />}
      <ChangeProblems patientId={chart.patient.id} />
    </Section>
  );
}

function Orders({ chart }: Part) {
  const words = useWords();
  return (
    <Section
      part="orders"
      title={words.chart.orders}
      rest={`/patients/${chart.patient.id}/orders`}
      isEmpty={chart.orders.length === 0}
      more={moreOf(chart, 'orders')}
    >
      {chart.orders.map(({ id, code, status, priority, number, signedAt }) => (
        <Text key={id}>
          {code.display}{' '}
          <span className="muted">
            {number} · {words.orders.status[status]} · {words.orders.priorities[priority]}
            {signedAt && ` · ${moment(signedAt)}`}
          </span>
        </Text>
      ))}
    </Section>
  );
}

function Results({ chart }: Part) {
  const words = useWords();
  return (
    <Section
      part="results"
      title={words.chart.results}
      rest={`/patients/${chart.patient.id}/results`}
      isEmpty={chart.results.length === 0}
      more={moreOf(chart, 'results')}
    >
      {chart.results.map((report) => (
        <ReportCard key={report.id} report={report} />
      ))}
    </Section>
  );
}

function Notes({ chart }: Part) {
  const words = useWords();
  return (
    <Section
      part="notes"
      title={words.chart.notes}
      rest={`/patients/${chart.patient.id}/notes`}
      isEmpty={chart.notes.length === 0}
      more={moreOf(chart, 'notes')}
    >
      {chart.notes.map(({ id, type, headline, signedAt, author }) => (
        <div key={id}>
          <Anchor component={Link} to={`/patients/${chart.patient.id}/notes/${id}`}>
            {words.notes.types[type] ?? type}
          </Anchor>{' '}
          <span className="muted">
            {moment(signedAt)} · {author?.fullName}
          </span>
          <Text size="sm">{headlineOf({ headline })}</Text>
        </div>
      ))}
    </Section>
  );
}

function Encounters({ chart }: Part) {
  const words = useWords();
  return (
    <Section
      part="encounters"
      title={words.chart.encounters}
      rest={`/patients/${chart.patient.id}/record`}
      isEmpty={chart.encounters.length === 0}
      more={moreOf(chart, 'encounters')}
    >
      <Table>
        <Table.Tbody>
          {chart.encounters.map((encounter) => (
            <Table.Tr key={encounter.id}>
              <Table.Td>
                {day(encounter.startedAt)} {encounter.endedAt ? `– ${day(encounter.endedAt)}` : ''}
              </Table.Td>
              <Table.Td>
                {words.encounterClass[encounter.class]}{' '}
                {!encounter.endedAt && <Badge variant="light">{words.vitals.now}</Badge>}
              </Table.Td>
              <Table.Td>{encounter.ward?.name}</Table.Td>
              <Table.Td>{encounter.reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
