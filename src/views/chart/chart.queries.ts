import { Injectable } from '@nestjs/common';
import { RecordedRead } from '../../platform/audit/recorded-read.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { Database } from '../../platform/database/database.js';
import { unpacked } from '../../platform/database/packed-rows.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { Problem } from '../../kernel/problem.js';
import { kindText } from '../../clinical/files/file.mapper.js';
import { overlapsAmong } from '../../clinical/history/allergy.mapper.js';
import { statesOf, type LastStated } from '../../clinical/history/background/states-now.mapper.js';
import { foundInWords, type KeptPart } from '../../clinical/observations/parts.mapper.js';
import { scoresOf, type ScoredRound } from '../../clinical/observations/early-warning.mapper.js';
import { yearsOn, birthDateText } from '../../clinical/datatypes/partial-date.js';
import { inTenths } from '../../clinical/datatypes/tenths.js';
import { ageResponse } from '../../clinical/patients/patient.mapper.js';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import type { ChartAllergyResponse } from './dto/chart-allergy.response.js';
import {
  CHART,
  IDENTIFIERS_SHOWN,
  MOST_VALUES,
  mostMoreOf,
  OPEN_ENCOUNTER,
  PACKED,
  SHOWN,
  VALUES_SHOWN,
  type ChartList,
} from './chart.sql.js';
import type { ChartVitalsResponse, LastWeightResponse } from './dto/chart-vitals.response.js';
import type { ChartObservationResponse, ChartPatientResponse, ChartResponse } from './dto/chart.response.js';

type ReportRow = Omit<ChartResponse['results'][number], 'observations' | 'observationsMore'> & {
  readonly observations: readonly (ChartObservationResponse & { readonly components: readonly KeptPart[] | null })[];
};
type Lists = Omit<Pick<ChartResponse, Exclude<ChartList, 'vitals' | 'allergies'>>, 'results'> & {
  readonly results: readonly ReportRow[];
};
type VitalsRow = Omit<ChartVitalsResponse, 'news2' | 'pews' | 'notScored' | 'recordedBy'> &
  Pick<ScoredRound, 'spo2Scale' | 'pregnancy'> & { readonly recordedBy: string; readonly recorderName: string | null };
/** A row of values without their names; one that is counted and not shown is null. */
type Packed = readonly unknown[] | null;
type FoundLists = { [Name in keyof Lists]: Name extends keyof typeof PACKED ? readonly Packed[] : Lists[Name] };
interface ChartRow extends FoundLists {
  patient: Omit<ChartPatientResponse, 'age'> & { birthDatePrecision: string | null };
  allergyStatus: ChartResponse['allergyStatus'];
  encounter: Packed;
  openReconciliations: ChartResponse['openReconciliations'];
  stated: LastStated[];
  allergies: Omit<ChartAllergyResponse, 'overlaps'>[];
  vitals: readonly Packed[];
  lastWeight: Omit<LastWeightResponse, 'ageHours'> | null;
}

/**
 * Opens a chart. It is a read model: it reads the tables of many domains at once, in one statement, and writes nothing.
 * Going through each domain's service would take a dozen round trips for the page that is opened most.
 */
@Injectable()
export class ChartQueries {
  private readonly charts: RecordedRead<ChartRow>;

  constructor(database: Database) {
    this.charts = new RecordedRead(database, CHART);
  }

  /** @throws Problem patientNotFound */
  async open(patientId: string): Promise<ChartResponse> {
    const row = await this.charts.of(patientId);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    const patient = headerOf(row.patient);
    const allergies = allergiesOf(row.allergies);
    const encounters = shownOf(row, 'encounters');
    const vitals = shownOf(row, 'vitals');
    const orders = shownOf(row, 'orders');
    const notes = shownOf(row, 'notes');
    const cut = cutOf(row, row.allergies.length - allergies.length, addressesOf(patientId, { vitals, orders, notes }));
    return {
      patient,
      allergyStatus: row.allergyStatus,
      ...(patient.sex === 'male' ? { pregnancy: null, lactation: null } : statesOf(row.stated)),
      alerts: shownOf(row, 'alerts'),
      allergies,
      problems: shownOf(row, 'problems'),
      encounter: row.encounter && unpacked(OPEN_ENCOUNTER, row.encounter),
      encounters,
      openReconciliations: row.openReconciliations,
      vitals: vitals.map((set) => toSet(set, patient.birthDate)),
      lastWeight: row.lastWeight && withAge(row.lastWeight, Date.now()),
      orders,
      results: shownOf(row, 'results').map(toResult),
      notes,
      medications: shownOf(row, 'medications'),
      files: shownOf(row, 'files').map(toFile),
      cut,
      more: Object.fromEntries(Object.entries(cut).map(([name, { address }]) => [name, address])),
    };
  }
}

type Shown = Lists & { readonly vitals: readonly VitalsRow[] };

function shownOf<Name extends keyof Shown>(row: ChartRow, name: Name): Shown[Name][number][] {
  const list = row[name].slice(0, SHOWN[name]);
  if (!isPacked(name)) return list as Shown[Name][number][];
  return list.map((values) => unpacked(PACKED[name], values as readonly unknown[]));
}

const isPacked = (name: ChartList): name is keyof typeof PACKED => name in PACKED;

function headerOf({ birthDatePrecision, ...patient }: ChartRow['patient']): ChartPatientResponse {
  const birthDate = birthDateText(patient.birthDate, birthDatePrecision);
  const onDate = hospitalDate(patient.deceasedAt === null ? new Date() : new Date(patient.deceasedAt));
  const identifiers = patient.identifiers.slice(0, IDENTIFIERS_SHOWN);
  const years = yearsOn(birthDate, onDate);
  const age = years && { ...years, text: ageResponse(birthDate, onDate)!.text };
  return { ...patient, identifiers, birthDate, age };
}

/** What only a score or a name is made of; JSON leaves it out. */
const UNTOLD = { spo2Scale: undefined, pregnancy: undefined, recorderName: undefined };

function toSet(row: VitalsRow, birthDate: string | null): ChartVitalsResponse {
  const effectiveAt = new Date(row.effectiveAt);
  return inTenths({
    ...row,
    ...UNTOLD,
    effectiveAt: effectiveAt.toISOString(),
    recordedAt: new Date(row.recordedAt).toISOString(),
    recordedBy: personRef(row.recordedBy, row.recorderName),
    ...scoresOf(row as ScoredRound, birthDate, effectiveAt),
  });
}

const HOUR_MS = 3_600_000;
const withAge = (weight: Omit<LastWeightResponse, 'ageHours'>, now: number): LastWeightResponse => ({
  ...weight,
  ageHours: Math.max(0, Math.floor((now - Date.parse(weight.effectiveAt)) / HOUR_MS)),
});

/** All of high criticality, and the first of the others; each with what it has to do with the others shown. */
function allergiesOf(rows: ChartRow['allergies']): ChartAllergyResponse[] {
  const kept = rows.filter(({ criticality }, at) => at < SHOWN.allergies || criticality === 'high');
  const first = kept.slice(0, SHOWN.allergies).map(({ id, code: { system, code, display } }) => ({
    id,
    codeSystem: system,
    code,
    display,
  }));
  return kept.map((one) => ({ ...one, overlaps: overlapsAmong(one, first) }));
}

const CRITICAL: readonly unknown[] = ['HH', 'LL', 'AA'];

/** Its first values and all that are critical, which stand first; how many are left out is said. */
function toResult({ observations, ...report }: ReportRow): ChartResponse['results'][number] {
  const kept = observations.filter(({ interpretation }, at) => at < VALUES_SHOWN || CRITICAL.includes(interpretation));
  const more = Math.min(observations.length, MOST_VALUES) - kept.length;
  return { ...report, observations: kept.map(toObservation), observationsMore: Math.max(more, 0) };
}

/** What was found of a value of parts alone, in the language of whoever reads. */
const toObservation = ({
  components,
  ...observation
}: ReportRow['observations'][number]): ChartObservationResponse => ({
  ...observation,
  text: foundInWords(observation.text, components),
});

const toFile = (file: Lists['files'][number]): ChartResponse['files'][number] => ({
  ...file,
  kindText: kindText(file.kind),
});

/** Where all of a list can be read. */
function addressesOf(
  patientId: string,
  shown: Record<'vitals' | 'orders' | 'notes', readonly { encounterId: string }[]>,
): Record<ChartList, () => string> {
  const patient = `/api/v1/patients/${patientId}`;
  const encounterOf = (name: keyof typeof shown) => `/api/v1/encounters/${shown[name][0]?.encounterId}/${name}`;
  return {
    alerts: () => `${patient}/history?kind=alert&status=active`,
    allergies: () => `${patient}/allergies?clinicalStatus=active`,
    problems: () => `${patient}/problems`,
    encounters: () => `/api/v1/encounters?patientId=${patientId}`,
    vitals: () => encounterOf('vitals'),
    orders: () => encounterOf('orders'),
    results: () => `${patient}/results`,
    notes: () => encounterOf('notes'),
    medications: () => `${patient}/medications?status=active`,
    files: () => `${patient}/files`,
  };
}

/** Of each list that was cut, how many more there are, and where all of it can be read. */
function cutOf(row: ChartRow, allergiesLeft: number, addresses: ReturnType<typeof addressesOf>): ChartResponse['cut'] {
  const left = (name: ChartList) =>
    name === 'allergies' ? allergiesLeft : Math.max(row[name].length - SHOWN[name], 0);
  const cut = (Object.keys(SHOWN) as ChartList[]).filter((name) => left(name) > 0);
  const most = (name: ChartList) => (name === 'allergies' ? Infinity : mostMoreOf(name));
  return Object.fromEntries([
    ...cut.map((name) => {
      const [more, orMore] = [Math.min(left(name), most(name)), left(name) > most(name)];
      return [name, { more, orMore, address: addresses[name]() }];
    }),
    ...(row.patient.identifiers.length > IDENTIFIERS_SHOWN
      ? [['identifiers', { more: 1, orMore: true, address: `/api/v1/patients/${row.patient.id}` }]]
      : []),
  ]) as ChartResponse['cut'];
}
