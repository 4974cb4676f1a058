import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DRUGS } from '../../src/clinical/orders/checks/formulary.data.js';
import { anEncounter } from '../support/builders.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type World } from '../support/world.js';

const ATC = 'http://www.whocc.no/atc';
const drug = (code: string, display: string, value: number, more: object = {}) => ({
  ...{ kind: 'medication', medication: { system: ATC, code, display }, dose: { value, unit: 'mg' } },
  ...{ route: 'oral', timing: { everyHours: 8 }, ...more },
});
const paracetamol = (mg: number, more: object = {}) => drug('N02BE01', 'Paracetamol 500 mg', mg, more);

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const preview = (encounterId: string, body: object, role: 'doctor' | 'nurse' | 'lab' = 'doctor') =>
  world.as(role).post(`/api/v1/encounters/${encounterId}/orders/preview`, body);
interface Check {
  readonly rule: string;
  readonly severity: string;
  readonly stops: boolean;
  readonly message: string;
}
const told = ({ checks }: { checks: Check[] }) => checks.map(({ rule, severity }) => `${rule} ${severity}`);
const countOf = async (table: string, encounterId: string): Promise<number> => {
  const [row] = await world.sql<{ n: number }>(`SELECT count(*)::int AS n FROM ${table} WHERE encounter_id = $1`, [
    encounterId,
  ]);
  return row!.n;
};

describe('Orders that are being written', () => {
  it('are told what the signature would find, as the signature tells it, and nothing is stored', async () => {
    const { id } = await anEncounter(world);
    const orders = [paracetamol(20_000, { timing: { once: true } }), drug('B01AA03', 'Warfarin 5 mg', 5)];
    const { status, body } = await preview(id, { orders });
    expect(status).toBe(200);
    expect(told(body.orders[0])).toEqual([
      'ten-fold-dose contraindicated',
      'daily-dose serious',
      'allergies not-judged',
    ]);
    expect(body.orders[0].doseCheck).toBe('checked');
    expect(await countOf('service_order', id)).toBe(0);

    const signed = await world.as('doctor').post(`/api/v1/encounters/${id}/orders`, { orders, sign: true });
    expect(signed.status).toBe(409);
    const stopping = body.orders.flatMap(({ checks }: { checks: Check[] }, order: number) =>
      checks.filter(({ stops }) => stops).map(({ rule, message }) => ({ rule, message, order })),
    );
    const stopped = signed.body.checks.map(({ rule, message, order }: Check & { order: number }) => ({
      ...{ rule, message, order },
    }));
    expect(stopping).toHaveLength(stopped.length);
    expect(stopping).toEqual(expect.arrayContaining(stopped));
  });

  it('are compared with one another and with what is ordered; a revision without the order it replaces', async () => {
    const { id } = await anEncounter(world);
    const twice = await preview(id, { orders: [paracetamol(1000), paracetamol(1000)] });
    expect(twice.body.orders.map(told)).toEqual([
      ['allergies not-judged'],
      ['duplicate-therapy serious', 'daily-dose serious', 'allergies not-judged'],
    ]);
    const { body: written } = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/orders`, { ...paracetamol(1000), sign: true });
    const again = await preview(id, { orders: [paracetamol(1000)] });
    expect(told(again.body.orders[0])).toContain('duplicate-therapy serious');
    const revised = await preview(id, { orders: [paracetamol(1000)], replaces: written.id });
    expect(told(revised.body.orders[0])).toEqual(['allergies not-judged']);
  });

  it('cost as many statements when they are fifty as when it is one', async () => {
    const { id } = await anEncounter(world);
    const basket = DRUGS.slice(0, 50).map(({ atc, name }) => drug(atc, `${name} 100 mg`, 100));
    const sent = (orders: object[]) =>
      statementsOf(world.app, async () => {
        expect((await preview(id, { orders })).status).toBe(200);
      });
    await sent(basket.slice(0, 1));
    const [one, fifty] = [await sent(basket.slice(0, 1)), await sent(basket)];
    expect(fifty).toEqual(one);
    expect(fifty.length).toBeLessThanOrEqual(10);
  });

  it('are a recorded read of the patient, by whoever may write orders and by nobody else', async () => {
    const { id, patientId } = await anEncounter(world);
    expect((await preview(id, { orders: [paracetamol(500)] }, 'nurse')).status).toBe(200);
    expect((await preview(id, { orders: [paracetamol(500)] }, 'lab')).status).toBe(403);
    const events = await world.sql<{ kind: string; who: string }>(
      `SELECT kind, actor_id::text AS who FROM audit.event WHERE entity = 'service_order' AND patient_id = $1 ORDER BY id`,
      [patientId],
    );
    expect(events).toEqual([{ kind: 'read', who: world.staff.nurse.id }]);
  });

  it('that cannot be are refused with every fault of every order at once', async () => {
    const { id } = await anEncounter(world);
    const { status, body } = await preview(id, {
      orders: [
        { ...paracetamol(500), route: undefined, timing: { times: ['08:00'], everyHours: 8 } },
        { ...paracetamol(500), dose: undefined },
        { ...paracetamol(500), units: 2 },
      ],
    });
    expect([status, body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()]).toEqual([
      400,
      ['/orders/0/route', '/orders/0/timing', '/orders/1/dose', '/orders/2/units'],
    ]);
    expect((await preview(id, { orders: [] })).status).toBe(400);
    expect((await preview('019a1b2c-0000-7000-8000-000000000001', { orders: [paracetamol(500)] })).status).toBe(404);
  });

  it('hear once, in words without a medicine, that nobody asked about allergies', async () => {
    const { id } = await anEncounter(world);
    const { body } = await preview(id, { orders: [paracetamol(500), drug('A02BC01', 'Omeprazol 20 mg', 20)] });
    const said = body.orders.flatMap(({ checks }: { checks: Check[] }) =>
      checks.filter(({ rule }) => rule === 'allergies').map(({ message }) => message),
    );
    expect(new Set(said)).toEqual(new Set(['Chưa ai hỏi tiền sử dị ứng của người bệnh: chưa đánh giá được dị ứng.']));
  });
});

describe('A name that is taken for another', () => {
  it('is told where medicines are chosen, in capitals where the names differ', async () => {
    const search = async (q: string, language = 'vi') =>
      (await world.as('doctor').get(`/api/v1/formulary?q=${q}`, { 'Accept-Language': language })).body.items[0];
    expect(await search('cefazo')).toMatchObject({
      ...{ tallMan: 'ceFAZolin', lookAlikes: ['cefTRIAXone'], lookAlikeText: 'Dễ nhầm với cefTRIAXone' },
    });
    expect((await search('dopam', 'en')).lookAlikeText).toBe('Taken for DOBUTamine');
    expect(await search('paracet')).toMatchObject({ tallMan: null, lookAlikes: [], lookAlikeText: null });
  });

  it('is told of what was typed too, though the formulary does not know it', async () => {
    const { id } = await anEncounter(world);
    const { body } = await preview(id, { orders: [drug('Hydralazin', 'Hydralazin 25 mg', 25)] });
    const [found] = body.orders[0].checks.filter(({ rule }: Check) => rule === 'look-alike');
    expect(found.message).toBe('Hydralazin 25 mg dễ nhầm tên với hydrOXYzine.');
  });
});
