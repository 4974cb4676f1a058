import { hospitalDate } from '../../kernel/hospital-time.js';
import type { BulkSession } from '../../platform/database/bulk-session.js';
import {
  reserveNumbers,
  YEARLY_SERIES,
  yearlyNumber,
  yearlyPrefix,
  yearlySeries,
  type YearlySeries,
} from '../../platform/database/counters.js';
import { formatMrn } from '../../clinical/patients/mrn.rules.js';
import { addVitals } from './charting.js';
import type { Visit } from './course.js';
import { addEncounter } from './encounters.js';
import { addOrders, addResults, ordersOf } from './laboratory.js';
import { addPatient } from './people.js';
import type { Plan } from './plan.js';
import { Rows } from './rows.js';
import { addNotes, addPrescriptions } from './writing.js';
import { elementAt } from '../../kernel/list.js';

/** Running numbers of one series a year, in the order in which they are asked for. */
export type Numbers = (moment: number) => string;

const yearOf = (moment: number): string => hospitalDate(new Date(moment)).slice(0, 4);

/** What the rest of a slice refers to: its new patients, encounters with their stays and problems, and orders. */
export function leadingRows(
  plan: Plan,
  slice: readonly Visit[],
  mrn: () => string,
  visit: Numbers,
  order: Numbers,
): Rows {
  const rows = new Rows();
  const { registrars } = plan.hospital;
  for (const one of slice) {
    if (one.nth === 0) addPatient(rows, plan.extent, one, mrn());
    const registrar = elementAt(registrars, one.patient.index % registrars.length);
    addEncounter(rows, plan.extent, one, visit(one.start), registrar.id);
    addOrders(rows, plan.extent, one, order);
  }
  return rows;
}

/** What is charted in the encounters of a slice. */
export function chartedRows({ extent, hospital }: Plan, slice: readonly Visit[]): Rows {
  const rows = new Rows();
  for (const visit of slice) {
    addVitals(rows, extent, visit);
    addNotes(rows, extent, visit);
    addResults(rows, extent, hospital, visit);
    addPrescriptions(rows, extent, visit);
  }
  return rows;
}

/** {@link leadingRows} with numbers of the hospital's own series, taken in the transaction that is open. */
export async function numberedRows(
  session: BulkSession,
  plan: Plan,
  slice: readonly Visit[],
  code: string,
): Promise<Rows> {
  const newcomers = slice.filter(({ nth }) => nth === 0).length;
  const orders = slice.flatMap((visit) => ordersOf(plan.extent, visit).map(({ written }) => written));
  const visits = await yearly(
    session,
    YEARLY_SERIES.visits,
    slice.map(({ start }) => start),
  );
  const ordered = await yearly(session, YEARLY_SERIES.laboratoryOrders, orders);
  let last = newcomers > 0 ? await reserveNumbers(session.query, `mrn-${code}`, newcomers) : 0;
  return leadingRows(plan, slice, () => formatMrn(code, ++last), visits, ordered);
}

/** Numbers of a series that begins anew each year. */
async function yearly(
  session: BulkSession,
  { series, letters }: YearlySeries,
  moments: readonly number[],
): Promise<Numbers> {
  const counts = new Map<string, number>();
  for (const moment of moments) counts.set(yearOf(moment), (counts.get(yearOf(moment)) ?? 0) + 1);
  const last = new Map<string, number>();
  for (const [year, count] of [...counts].sort()) {
    last.set(year, await reserveNumbers(session.query, yearlySeries(series, year), count));
  }
  return (moment) => {
    const year = yearOf(moment);
    const number = last.get(year)! + 1;
    last.set(year, number);
    return yearlyNumber(yearlyPrefix(letters, year), number);
  };
}
