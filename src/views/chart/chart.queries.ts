import { Injectable } from '@nestjs/common';
import { RecordedRead } from '../../platform/audit/recorded-read.js';
import { hospitalDate } from '../../kernel/hospital-time.js';
import { Database } from '../../platform/database/database.js';
import { Problem } from '../../kernel/problem.js';
import { overlapsAmong } from '../../clinical/history/allergy.mapper.js';
import { statesOf, type LastStated } from '../../clinical/history/background/states-now.mapper.js';
import type { VitalSignsResponse } from '../../clinical/observations/dto/vital-signs.response.js';
import { scoresOf, type ScoredRound } from '../../clinical/observations/early-warning.mapper.js';
import { yearsOn, birthDateText } from '../../clinical/datatypes/partial-date.js';
import { inTenths } from '../../clinical/datatypes/tenths.js';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import type { ChartAllergyResponse } from './dto/chart-allergy.response.js';
import { CHART, SHOWN, type ChartList } from './chart.sql.js';
import type { ChartPatientResponse, ChartResponse } from './dto/chart.response.js';

type Lists = Pick<ChartResponse, Exclude<ChartList, 'vitals' | 'allergies'>>;
type VitalsRow = Omit<VitalSignsResponse, 'news2' | 'pews' | 'notScored'> &
  Pick<ScoredRound, 'spo2Scale' | 'pregnancy'>;
interface ChartRow extends Lists {
  patient: Omit<ChartPatientResponse, 'age'> & { birthDatePrecision: string | null };
  allergyStatus: ChartResponse['allergyStatus'];
  encounter: ChartResponse['encounter'];
  stated: LastStated[];
  allergies: Omit<ChartAllergyResponse, 'overlaps'>[];
  vitals: VitalsRow[];
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
    const more = moreOf(row, patientId);
    return {
      patient,
      allergyStatus: row.allergyStatus,
      ...(patient.sex === 'male' ? { pregnancy: null, lactation: null } : statesOf(row.stated)),
      alerts: shown(row, 'alerts'),
      allergies: allergiesOf(row.allergies),
      problems: shown(row, 'problems'),
      encounter: row.encounter,
      encounters: shown(row, 'encounters'),
      vitals: shown(row, 'vitals').map((set) => toSet(set, patient.birthDate)),
      orders: shown(row, 'orders'),
      results: shown(row, 'results'),
      notes: shown(row, 'notes'),
      medications: shown(row, 'medications'),
      more,
    };
  }
}

function shown<Name extends ChartList>(row: ChartRow, name: Name): ChartRow[Name] {
  return (row[name].length > SHOWN[name] ? row[name].slice(0, SHOWN[name]) : row[name]) as ChartRow[Name];
}

function headerOf({ birthDatePrecision, ...patient }: ChartRow['patient']): ChartPatientResponse {
  const birthDate = birthDateText(patient.birthDate, birthDatePrecision);
  const onDate = hospitalDate(patient.deceasedAt === null ? new Date() : new Date(patient.deceasedAt));
  return { ...patient, birthDate, age: yearsOn(birthDate, onDate) };
}

function toSet({ spo2Scale, pregnancy, ...set }: VitalsRow, birthDate: string | null): VitalSignsResponse {
  const scores = scoresOf({ ...(set as ScoredRound), spo2Scale, pregnancy }, birthDate, new Date(set.effectiveAt));
  return inTenths({ ...set, ...scores });
}

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

/** Where the whole of each list that was cut can be read. */
function moreOf(row: ChartRow, patientId: string): ChartResponse['more'] {
  const patient = `/api/v1/patients/${patientId}`;
  const encounterOf = (name: 'vitals' | 'orders' | 'notes') =>
    `/api/v1/encounters/${row[name][0]?.encounterId}/${name}`;
  const addresses: Record<ChartList, () => string> = {
    alerts: () => `${patient}/history?kind=alert&status=active`,
    allergies: () => `${patient}/allergies?clinicalStatus=active`,
    problems: () => `${patient}/problems`,
    encounters: () => `/api/v1/encounters?patientId=${patientId}`,
    vitals: () => encounterOf('vitals'),
    orders: () => encounterOf('orders'),
    results: () => `${patient}/results`,
    notes: () => encounterOf('notes'),
    medications: () => `${patient}/medications?status=active`,
  };
  const cut = (Object.keys(SHOWN) as ChartList[]).filter((name) => row[name].length > SHOWN[name]);
  return Object.fromEntries(cut.map((name) => [name, addresses[name]()]));
}
