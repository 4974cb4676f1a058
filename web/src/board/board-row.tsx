import { now } from '../api/clock.ts';
import type { BoardEncounterResponse, BoardRowResponse, LatestVitalsResponse } from '../api/generated/index.ts';
import { PatientLink } from '../chart/patient-link.tsx';
import { bedName } from '../ward/places.ts';
import { duration, figure, moment } from '../words/moments.ts';
import { isChild } from '../vitals/is-child.ts';
import { Judged } from '../vitals/judged.tsx';
import { pointsOf } from '../vitals/points.ts';
import { Warn } from '../shell/warn.tsx';
import { useWords } from '../words/use-words.ts';
import { Waits } from './waits.tsx';

interface RowProps {
  readonly row: BoardRowResponse;
  /** Read while no server answers: the name leads nowhere. */
  readonly isCopy: boolean;
  /** Whether the reader is told of the chart. */
  readonly isOfCare: boolean;
}

/** One bed, or one patient without a bed. */
export function BoardRow({ row: { bed, encounter }, isCopy, isOfCare }: RowProps) {
  const words = useWords();
  const place = bed ? bedName(bed) : words.board.withoutBed;
  if (!encounter) {
    return (
      <tr data-free="true">
        <th scope="row">{place}</th>
        <td colSpan={isOfCare ? 7 : 2}>
          {words.board.states[bed?.state ?? 'free']}
          {bed?.stateReason && <span className="muted"> · {bed.stateReason}</span>}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{place}</th>
      <td>
        <Who encounter={encounter} isCopy={isCopy} />
      </td>
      {isOfCare && <Chart encounter={encounter} isCopy={isCopy} />}
      <td>
        {isOfCare && !encounter.diagnosis && encounter.reason && (
          <div className="muted">{words.board.reasonInstead}</div>
        )}
        {encounter.diagnosis?.display ?? encounter.reason ?? <span className="muted">{words.unknown}</span>}
      </td>
    </tr>
  );
}

function Chart({ encounter, isCopy }: { readonly encounter: BoardEncounterResponse; readonly isCopy: boolean }) {
  const { vitals } = encounter;
  return (
    <>
      <td className="nowrap">
        <Score vitals={vitals} isOfChild={isChild(encounter)} />
      </td>
      <td className="nowrap">
        <Due at={vitals?.dueAt ?? null} />
      </td>
      <td>
        <Values vitals={vitals} />
      </td>
      <td className="nowrap">
        <Waits encounter={encounter} isCopy={isCopy} />
      </td>
      <td>
        <Allergies encounter={encounter} />
      </td>
    </>
  );
}

function Who({ encounter, isCopy }: { readonly encounter: BoardEncounterResponse; readonly isCopy: boolean }) {
  const words = useWords();
  const { patient, patientId, since, leave } = encounter;
  return (
    <>
      {isCopy ? <strong>{patient.fullName}</strong> : <PatientLink patientId={patientId} name={patient.fullName} />}
      {patient.unknown && <div className="severe">{words.registry.unknownBadge}</div>}
      {patient.deceased && <div className="severe">{words.board.deceased}</div>}
      {leave && <div>{words.course.onLeave(moment(leave.since), leave.until ? moment(leave.until) : '')}</div>}
      <div className="muted nowrap">
        {patient.age?.text ?? words.board.ageUnknown} · {words.sex[patient.sex]} ·{' '}
        <span title={`${words.board.since} ${moment(since)}`}>{duration(now() - Date.parse(since))}</span>
        <br />
        {patient.mrn}
        {encounter.isolation.length > 0 && (
          <div className="severe">{encounter.isolation.map((one) => words.board.isolation[one]).join(' · ')}</div>
        )}
      </div>
    </>
  );
}

interface ScoreProps {
  readonly vitals: LatestVitalsResponse | null;
  /** A score that lacks values does not say which it is. */
  readonly isOfChild: boolean;
}

/** The last complete score; what was seen since, when that is worse; a digit, a word and a colour. */
export function Score({ vitals, isOfChild }: ScoreProps) {
  const words = useWords();
  const last = vitals?.news2 ?? vitals?.pews;
  const worse = vitals?.shownSince;
  if (!last && !worse) {
    return (
      <span className="score" data-risk="none" title={vitals?.notScored?.text ?? words.board.noScore}>
        –
      </span>
    );
  }
  const risk = worse?.risk ?? last?.risk ?? undefined;
  const total = worse ? `≥${worse.partial}` : last?.total;
  const hasRed = worse?.redParameter ?? vitals?.news2?.redParameter;
  const at = worse?.effectiveAt ?? last?.effectiveAt;
  return (
    <>
      <span className="score" data-risk={risk}>
        {total}
      </span>{' '}
      {(vitals?.pews || (worse && isOfChild)) && 'PEWS '}
      {risk && words.risk[risk]}
      {!worse && last?.trend && <Trend trend={last.trend} />}
      {hasRed && <div className="severe">{words.board.redParameter}</div>}
      {at && <div className="muted">{words.board.ago(duration(now() - Date.parse(at)))}</div>}
    </>
  );
}

/** Against the complete set before: an arrow and a word. */
function Trend({ trend }: { readonly trend: keyof typeof ARROWS }) {
  const { waits } = useWords();
  return (
    <div className={trend === 'rising' ? 'severe' : 'muted'}>
      <svg className="warn" width="0.9em" height="0.9em" viewBox="0 0 16 16" aria-hidden="true">
        <path d={ARROWS[trend]} fill="none" stroke="currentColor" strokeWidth="1.8" />
      </svg>{' '}
      {waits.trend[trend]}
    </div>
  );
}

/** Drawn: not every machine's fonts have arrows. */
const ARROWS = {
  rising: 'M3 13 13 3M6 3h7v7',
  falling: 'M3 3 13 13M6 13h7V6',
  steady: 'M1 8h13M9.5 3.5 14 8l-4.5 4.5',
} as const;

function Due({ at }: { readonly at: string | null }) {
  const words = useWords();
  if (at === null) return <span className="muted">{words.unknown}</span>;
  const left = Date.parse(at) - now();
  return left < 0 ? (
    <span className="severe">{words.board.overdue(duration(left))}</span>
  ) : (
    <span>{words.board.dueIn(duration(left))}</span>
  );
}

const SHOWN = [
  ['respiratoryRate', 'respiratoryRate', '/min'],
  ['oxygenSaturation', 'oxygenSaturation', '%'],
  ['heartRate', 'heartRate', '/min'],
  ['temperature', 'temperature', '°C'],
  ['consciousness', 'consciousness', ''],
] as const;

/** Each sign's latest value with how old it is, when they were not taken together. */
function Values({ vitals }: { readonly vitals: LatestVitalsResponse | null }) {
  const words = useWords();
  if (!vitals) return <span className="muted">{words.vitals.none}</span>;
  const ages = Object.values(vitals.ageMinutes).filter((minutes) => typeof minutes === 'number');
  // Taken together: the score's age says it for all of them.
  const areTogether = Math.max(...ages) - Math.min(...ages) < 2 && vitals.shownSince === null;
  const age = (minutes: number | null) =>
    minutes === null || minutes < 60 || areTogether ? null : <small> {duration(minutes * 60_000)}</small>;
  const points = pointsOf(vitals, vitals.news2?.scale);
  const pressure = vitals.systolic !== null && (
    <span>
      <small>{words.vitals.pressure}</small>{' '}
      <Judged points={points.systolic}>
        {vitals.systolic}/{vitals.diastolic ?? '–'}
      </Judged>
      {age(vitals.ageMinutes.systolic)}
    </span>
  );
  return (
    <div className="values">
      {SHOWN.map(([key, name, unit]) => {
        const value = vitals[key];
        if (value === null) return null;
        return (
          <span key={key}>
            <small>{words.vitals[name]}</small>{' '}
            <Judged points={points[key]}>
              {typeof value === 'number' ? figure(value, key === 'temperature' ? 1 : undefined) : value}
            </Judged>
            <small>{unit === '/min' ? ` ${words.vitals.perMinute}` : unit}</small>
            {age(vitals.ageMinutes[key])}
          </span>
        );
      })}
      {pressure}
      {vitals.supplementalOxygen && <span>{words.vitals.oxygen}</span>}
    </div>
  );
}

function Allergies({ encounter: { allergies } }: { readonly encounter: BoardEncounterResponse }) {
  const words = useWords();
  if (!allergies) return null;
  if (allergies.status === 'not-asked') return <span className="nowrap">{words.board.notAsked}</span>;
  if (allergies.status === 'none-known') return <span className="muted">{words.board.noneKnown}</span>;
  const isSevere = allergies.highestCriticality === 'high';
  return (
    <span className={isSevere ? 'severe' : undefined}>
      {isSevere && <Warn />}
      {words.board.allergyCount(allergies.count, isSevere)}
    </span>
  );
}
