import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { potassium, report } from '../results/reports.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const ATC = 'http://www.whocc.no/atc';
const medicine = (code: string, display: string, more: object) => ({
  kind: 'medication',
  medication: { system: ATC, code, display },
  ...more,
});
const ORDERS = [
  medicine('N02BE01', 'Paracetamol 500 mg', {
    ...{ dose: { value: 500, unit: 'mg' }, route: 'oral', timing: { everyHours: 6 } },
  }),
  medicine('N03AB02', 'Phenytoin', {
    ...{ dose: { value: 100, unit: 'mg' }, route: 'oral', timing: { everyHours: 8 } },
    loadingDose: { value: 900, unit: 'mg' },
  }),
  medicine('A10AB01', 'Insulin người', {
    ...{ dose: { value: 6, unit: '[iU]' }, route: 'subcutaneous', timing: { everyHours: 6 } },
    slidingScale: {
      unit: 'mmol/L',
      ranges: [
        { from: 4, to: 8, dose: 0 },
        { from: 8, to: 15, dose: 6 },
      ],
    },
  }),
  { kind: 'laboratory', code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' } },
];
type Role = 'doctor' | 'nurse' | 'head-nurse' | 'pharmacist' | 'lab';
const version = (n: number) => ({ 'If-Match': `"${n}"` });

interface Dose {
  readonly id: string;
  readonly orderId: string;
  readonly plannedAt: string;
  readonly loading: boolean;
  readonly slidingScale: object | null;
}
interface Order {
  readonly id: string;
  readonly kind: string;
}

/** As if all of it had been admitted a day ago, and signed an hour later; written behind the service. */
const dayAgo = (encounterId: string, ids: readonly string[]): Promise<void> =>
  runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write(async (tx) => {
      const signedAt = new Date(Math.floor(Date.now() / 60_000 - 23 * 60) * 60_000);
      const startedAt = new Date(signedAt.getTime() - 3_600_000);
      await tx.encounter.update({ where: { id: encounterId }, data: { startedAt } });
      await tx.serviceOrder.updateMany({ where: { id: { in: [...ids] } }, data: { signedAt } });
    }),
  );

async function must(who: Role, path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await world.as(who).post(path, body, headers);
  if (answer.status >= 300) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return answer.body;
}

/** Gives a dose at its time by two nurses at once. @returns how many of them gave it */
async function raced({ id, plannedAt, slidingScale }: Dose, at: number): Promise<number> {
  const glucose = [9.5, 5.5, 12][at % 3];
  const give = (who: Role, witness: Role) =>
    world.as(who).post(
      `/api/v1/doses/${id}/give`,
      {
        givenAt: plannedAt,
        ...(slidingScale && {
          ...{ measured: { value: glucose, unit: 'mmol/L' }, witnessId: world.staff[witness].id },
        }),
      },
      version(0),
    );
  const tried = await Promise.all([give('nurse', 'head-nurse'), give('head-nurse', 'nurse')]);
  return tried.filter(({ status }) => status === 200).length;
}

describe('A day of a ward', () => {
  it('ends with every order accounted for: signed, verified, given once, answered, completed', async () => {
    for (const bed of world.wards[0].beds.slice(0, 2)) {
      const stay = await anAdmission(world, { bedId: bed.id });
      const { orders } = await must('doctor', `/api/v1/encounters/${stay.id}/orders`, { orders: ORDERS, sign: true });
      const [medicines, tests] = [true, false].map((wanted) =>
        (orders as Order[]).filter(({ kind }) => (kind === 'medication') === wanted),
      ) as [Order[], Order[]];
      await dayAgo(
        stay.id,
        (orders as Order[]).map(({ id }) => id),
      );
      for (const { id } of medicines) await must('pharmacist', `/api/v1/orders/${id}/pharmacy/verify`, {}, version(0));

      const { items } = (await world.as('nurse').get(`/api/v1/encounters/${stay.id}/mar`)).body as { items: Dose[] };
      const due = items.filter(({ plannedAt }) => Date.parse(plannedAt) <= Date.now());
      expect(due.filter(({ loading }) => loading)).toHaveLength(1);
      for (const [at, dose] of due.entries()) expect(await raced(dose, at)).toBe(1);
      const given = await world.sql(
        `SELECT count(*)::int AS all, count(*) FILTER (WHERE status = 'given')::int AS given, count(measured_value)::int AS measured
           FROM dose WHERE encounter_id = $1`,
        [stay.id],
      );
      const measured = due.filter(({ slidingScale }) => slidingScale).length;
      expect(given).toEqual([{ all: due.length, given: due.length, measured }]);

      for (const { id } of tests) await must('lab', `/api/v1/orders/${id}/results`, report([potassium(4.1)]));
      for (const { id } of medicines) {
        const [row] = await world.sql('SELECT version FROM service_order WHERE id = $1', [id]);
        await must('nurse', `/api/v1/orders/${id}/complete`, {}, version(row?.version as number));
      }
      const left = `SELECT DISTINCT status FROM service_order WHERE encounter_id = $1`;
      expect(await world.sql(left, [stay.id])).toEqual([{ status: 'completed' }]);
    }
  });
});
