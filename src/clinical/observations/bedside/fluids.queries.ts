import { Injectable } from '@nestjs/common';
import { hospitalMidnight, hospitalTimeSql } from '../../../kernel/hospital-time.js';
import { personRef } from '../../../kernel/person-ref.response.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { latestFirst, readPage, type KeysetList } from '../../../platform/routes/keyset.js';
import { unitText } from '../../datatypes/ucum.js';
import {
  INFUSED,
  infusedIn,
  infusedSums,
  type InfusedRow,
  type Period,
} from '../../infusions/infused-fluids.queries.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import type { FluidsQuery } from './dto/bedside.dto.js';
import type { FluidResponse, FluidsResponse, FluidTotalResponse } from './dto/bedside.response.js';
import { chartedForSql } from './charted-for.sql.js';
import { DAY_MS, dayBegan, FIRST_SHIFT_HOUR, INFUSION, SHIFT_HOURS, SHIFTS } from './fluid.rules.js';

type FluidRow = Omit<FluidResponse, 'recordedBy' | 'effectiveAt' | 'recordedAt'> & {
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly recorderName: string | null;
};

/** A sum; `starts` is when its shift or day began on the ward's clock, without a zone. */
interface SumRow {
  readonly isShift: boolean;
  readonly starts: string;
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly volume: number;
}

const DAYS_SHOWN = 3;

/** Reads what went in and came out. */
@Injectable()
export class FluidsQueries {
  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {}

  /**
   * Each entry of the period, and totals of whole shifts and days, also of those that the period only touches: half a shift is no total.
   * @throws Problem encounterNotFound
   */
  async list(encounterId: string, query: FluidsQuery): Promise<FluidsResponse> {
    const to = query.to ? new Date(query.to) : new Date(Date.now() + 60_000);
    const from = query.from ? new Date(query.from) : new Date(dayBegan(to).getTime() - (DAYS_SHOWN - 1) * DAY_MS);
    const [begin, end] = [dayBegan(from), new Date(dayBegan(to).getTime() + DAY_MS)];
    const [patientId, page, charted, infusions] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, LIST, query, [encounterId, from, to], toFluid),
      this.database.query<SumRow>(SUMS, [encounterId, begin, end]),
      this.database.query<InfusedRow>(INFUSED, [encounterId, begin, end]),
    ]);
    const untilNow = (moment: Date) => new Date(Math.min(moment.getTime(), Date.now()));
    const period = { from, to: untilNow(to) };
    const sums = [...charted, ...infusionSums(infusions, { from: begin, to: untilNow(end) })].sort((one, other) =>
      one.starts < other.starts ? 1 : -1,
    );
    const totals = (isShift: boolean) => totalsOf(sums.filter((sum) => sum.isShift === isShift));
    const unit = 'mL';
    return {
      ...{ patientId, encounterId, unit, unitText: unitText(unit) },
      ...page,
      shifts: totals(true),
      days: totals(false),
      infusions: infusedIn(infusions, period).map((one) => ({ ...one, hours: [...one.hours] })),
    };
  }

  /** Inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<FluidResponse> {
    return toFluid(firstRow(await tx.$queryRawUnsafe<FluidRow[]>(`${FLUIDS} WHERE f.id = $1::uuid`, id)));
  }
}

const FLUIDS = `SELECT f.id, f.patient_id AS "patientId", f.encounter_id AS "encounterId", f.direction, f.kind, f.volume, f.site_id AS "siteId",
    f.comment, f.effective_at AS "effectiveAt", f.status, f.status_reason AS "statusReason", f.replaces_id AS "replacesId",
    f.recorded_by AS "recordedBy", recorder.full_name AS "recorderName", f.recorded_at AS "recordedAt",
    coalesce(f.late_entry, false) AS "lateEntry", f.late_reason AS "lateReason", f.version,
    ${chartedForSql('f')}
  FROM fluid_entry f LEFT JOIN staff_member recorder ON recorder.id = f.recorded_by`;
const LIST: KeysetList = {
  name: 'fluids.list',
  select: FLUIDS,
  where: 'f.encounter_id = $1 AND f.effective_at BETWEEN $2 AND $3',
  ...latestFirst('f', 'effective_at', 'effectiveAt'),
};
const LOCAL = hospitalTimeSql('effective_at');
const binned = (hours: number): string =>
  `date_bin('${hours} hours', ${LOCAL}, timestamp '2000-01-01 0${FIRST_SHIFT_HOUR}:00')`;
/** At most three shifts and a day for each day of the period. */
const SUMS = {
  name: 'fluids.sums',
  text: `SELECT shift IS NOT NULL AS "isShift", to_char(coalesce(shift, day), 'YYYY-MM-DD"T"HH24:MI') AS starts, direction, kind,
      sum(volume)::int AS volume
    FROM (SELECT ${binned(SHIFT_HOURS)} AS shift, ${binned(24)} AS day, direction, kind, volume FROM fluid_entry
      WHERE encounter_id = $1 AND effective_at >= $2 AND effective_at < $3 AND status = 'final') entry
    GROUP BY GROUPING SETS ((shift, direction, kind), (day, direction, kind)) ORDER BY starts DESC, direction, kind LIMIT 5000`,
};

/** What went in of infusions, as sums of a kind of their own: nobody charts it. */
const infusionSums = (rows: readonly InfusedRow[], period: Period): SumRow[] =>
  infusedSums(rows, period, { hours: Object.keys(SHIFTS).map(Number), last: SHIFT_HOURS }).map((sum) => ({
    ...sum,
    direction: 'in',
    kind: INFUSION,
  }));

function totalsOf(sums: readonly SumRow[]): FluidTotalResponse[] {
  const totals = new Map<string, FluidTotalResponse>();
  for (const { isShift, starts, direction, kind, volume } of sums) {
    const total = totals.get(starts) ?? emptyTotal(starts, isShift);
    total[direction] += volume;
    total.balance = total.in - total.out;
    total.byKind[direction] = { ...total.byKind[direction], [kind]: volume };
    totals.set(starts, total);
  }
  return [...totals.values()];
}

function emptyTotal(starts: string, isShift: boolean): FluidTotalResponse {
  const [date = '', clock = ''] = starts.split('T');
  const hour = Number(clock.slice(0, 2));
  const from = new Date(hospitalMidnight(date).getTime() + hour * 3_600_000);
  const to = new Date(from.getTime() + (isShift ? SHIFT_HOURS * 3_600_000 : DAY_MS));
  const shift = isShift ? SHIFTS[hour as keyof typeof SHIFTS] : null;
  return { from: from.toISOString(), to: to.toISOString(), date, shift, in: 0, out: 0, balance: 0, byKind: {} };
}

const toFluid = ({ recorderName, ...row }: FluidRow): FluidResponse => ({
  ...row,
  effectiveAt: row.effectiveAt.toISOString(),
  recordedBy: personRef(row.recordedBy, recorderName),
  recordedAt: row.recordedAt.toISOString(),
});
