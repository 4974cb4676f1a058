import { elementAt } from '../../src/kernel/list.js';
import { aLis, message, obr, pid, potassiumOf } from '../hl7v2/messages.js';
import { aReconciliation, aTransfusion } from './builders.js';
import { aSixteenthChart, type SixteenthChart } from './sixteen-charts.js';
import { markConfidential } from './ward-staff.js';
import type { World } from './world.js';

/** A very restricted patient of whom there is one of everything, and what of an answer would show them. */
export interface ClosedChart {
  readonly chart: SixteenthChart;
  readonly traces: readonly string[];
}

const OF_NOBODY = ['organizations', 'roles'];

/** Lies in the second ward, where nobody of the world works; two orders are open, of the laboratory and of a medicine. */
export async function aClosedChart(world: World): Promise<ClosedChart> {
  const chart = await aSixteenthChart(world, 1);
  const { patientId, ids } = chart;
  const encounterId = ids.encounters!;
  const doctor = world.as('doctor');
  await doctor.post(`/api/v1/encounters/${encounterId}/fluids`, { direction: 'in', kind: 'oral', volume: 200 });
  const others = [await aTransfusion(world, encounterId), await aReconciliation(world, encounterId)];
  const { mrn, full_name, birth_date } = elementAt(
    await world.sql<{ mrn: string; full_name: string; birth_date: string }>(
      'SELECT mrn, full_name, birth_date::text FROM patient WHERE id = $1',
      [patientId],
    ),
    0,
  );
  const alike = { fullName: full_name, sex: 'female', birthDate: birth_date };
  const twin = await world.as('registrar').post('/api/v1/patients', alike);
  if (twin.status !== 201) throw new Error(`not registered: ${twin.text}`);
  await sendResults(world, mrn);
  await markConfidential(world, patientId, 'V');
  const own = Object.entries(ids).flatMap(([kind, id]) => (OF_NOBODY.includes(kind) ? [] : [id]));
  return { chart, traces: [...new Set([mrn, patientId, ...own, ...others])] };
}

/** One result that is filed, and one that waits for a person since it names somebody else. */
async function sendResults(world: World, mrn: string): Promise<void> {
  const lis = await aLis(world);
  for (const [name, filler] of [
    ['', 'K1'],
    ['LE^ANH^THI NGOC', 'K2'],
  ] as const) {
    const { code, text } = await lis.send(message([pid({ mrn, name }), obr('', filler), potassiumOf(4.4)]));
    if (code !== 'AA') throw new Error(`not taken: ${text}`);
  }
}
