import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMedicine, anOrder, aReconciliation } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
let medicine: { id: string; encounterId: string; patientId: string };
let test: { id: string; encounterId: string; patientId: string };
let doseId: string;
let reconciliationId: string;
beforeAll(async () => {
  world = await startWorld();
  medicine = await aMedicine(world, { timing: { everyHours: 8 } });
  test = await anOrder(world);
  const { body } = await world.as('nurse').get(`/api/v1/encounters/${medicine.encounterId}/mar`);
  doseId = body.items[0].id;
  reconciliationId = await aReconciliation(world, medicine.encounterId);
}, 120_000);
afterAll(() => world?.close());

const NOW = () => new Date(Date.now() - 60_000).toISOString();
const UUID = '019a1b2c-0000-7000-8000-000000000001';
const PARACETAMOL = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
const ORDER = {
  ...{ kind: 'medication', medication: PARACETAMOL, route: 'oral', priority: 'routine', instructions: 'Uống sau ăn' },
  ...{
    dose: { value: 500, unit: 'mg' },
    timing: { asNeeded: { minimumGapHours: 6, maximumPerDay: 4 }, durationDays: 2 },
  },
};
const INFUSION = {
  ...{ kind: 'medication', medication: PARACETAMOL, route: 'intravenous', dose: { value: 500, unit: 'mg' } },
  ...{
    timing: { once: true, startAt: NOW() },
    infusion: { fluid: 'NaCl 0,9 %', volume: 100, rate: { value: 60, unit: 'mL/h' } },
  },
};
type Role = 'doctor' | 'nurse' | 'lab' | 'pharmacist';
type Route = readonly [role: Role, path: () => string, body: object | (() => object)];
const of = (id: () => string, step: string) => () => `/api/v1/${step.replace(':id', id())}`;
const medicineId = () => medicine.id;
const testId = () => test.id;
const encounterId = () => medicine.encounterId;

/** Every change of orders, doses, results and the pharmacy that takes a body, with one that is sound. */
const ROUTES: readonly Route[] = [
  ['doctor', of(encounterId, 'encounters/:id/orders'), { ...ORDER, sign: false }],
  [
    'doctor',
    of(encounterId, 'encounters/:id/orders'),
    { orders: [INFUSION], sign: false, overrides: [{ rule: 'rate', reason: 'Đã hội chẩn' }] },
  ],
  [
    'nurse',
    of(encounterId, 'encounters/:id/orders'),
    () => ({ ...ORDER, verbal: { orderedBy: world.staff.doctor.id, readBack: true } }),
  ],
  ['doctor', of(encounterId, 'encounters/:id/orders/preview'), { orders: [ORDER], replaces: UUID }],
  ['doctor', of(encounterId, 'encounters/:id/orders/sign'), { ids: [UUID] }],
  [
    'doctor',
    of(encounterId, 'encounters/:id/order-sets/sepsis'),
    { lines: [{ key: 'lactate', include: true }], sign: false },
  ],
  [
    'doctor',
    of(medicineId, 'orders/:id/sign'),
    { onBehalfOf: UUID, overrides: [{ rule: 'rate', reason: 'Đã hội chẩn' }] },
  ],
  ['doctor', of(medicineId, 'orders/:id/revise'), { ...ORDER, reason: 'Chỉnh liều' }],
  ['nurse', of(testId, 'orders/:id/collect'), { collectedAt: NOW() }],
  ['lab', of(testId, 'orders/:id/reject-specimen'), { reason: 'clotted', note: 'Máu đông' }],
  ['doctor', of(medicineId, 'orders/:id/hold'), { reason: 'Đang chạy thận' }],
  ['doctor', of(medicineId, 'orders/:id/cancel'), { reason: 'Nhầm người bệnh' }],
  ['doctor', of(medicineId, 'orders/:id/discontinue'), { reason: 'Đổi thuốc' }],
  [
    'nurse',
    of(() => doseId, 'doses/:id/give'),
    {
      givenAt: NOW(),
      dose: { value: 500, unit: 'mg' },
      scan: { patient: '1', medication: 'N02BE01' },
      reason: 'Đến muộn',
      comment: 'Sau ăn',
      witnessId: UUID,
      route: 'oral',
    },
  ],
  ['nurse', of(() => doseId, 'doses/:id/refuse'), { reason: 'Không muốn uống', at: NOW() }],
  ['nurse', of(() => doseId, 'doses/:id/waste'), { reason: 'Rơi', amount: { value: 500, unit: 'mg' }, at: NOW() }],
  ['nurse', of(() => doseId, 'doses/:id/hold'), { reason: 'Huyết áp thấp', at: NOW() }],
  [
    'nurse',
    of(() => doseId, 'doses/:id/rate'),
    { value: 20, unit: 'mL/h', reason: 'Huyết áp thấp', at: NOW(), confirmed: true, witnessId: UUID },
  ],
  ['nurse', of(() => doseId, 'doses/:id/pause'), { reason: 'Chụp phim', at: NOW() }],
  ['nurse', of(() => doseId, 'doses/:id/resume'), { rate: { value: 20, unit: 'mL/h' }, at: NOW(), witnessId: UUID }],
  [
    'nurse',
    of(() => doseId, 'doses/:id/bag'),
    { volume: 500, at: NOW(), scan: { patient: '1', medication: 'N02BE01' }, witnessId: UUID },
  ],
  ['nurse', of(() => doseId, 'doses/:id/stop'), { reason: 'Phù', volume: 120, at: NOW() }],
  ['nurse', of(() => doseId, 'doses/:id/finish'), { endedAt: NOW(), volume: 500 }],
  [
    'nurse',
    of(() => doseId, `doses/:id/steps/${UUID}/correct`),
    { outcome: 'otherwise', reason: 'Gõ nhầm', at: NOW(), rate: { value: 20, unit: 'mL/h' }, volume: 120 },
  ],
  [
    'nurse',
    of(() => doseId, 'doses/:id/correct'),
    { outcome: 'given', reason: 'Ghi nhầm', givenAt: NOW(), dose: { value: 500, unit: 'mg' } },
  ],
  [
    'lab',
    of(testId, 'orders/:id/results'),
    {
      status: 'final',
      effectiveAt: NOW(),
      issuedAt: NOW(),
      conclusion: 'Bình thường',
      observations: [
        {
          code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' },
          value: 4.1,
          unit: 'mmol/L',
          referenceLow: 3.5,
          referenceHigh: 5,
          comparator: '<',
          interpretation: 'N',
          effectiveAt: NOW(),
        },
      ],
    },
  ],
  ['doctor', () => `/api/v1/results/${UUID}/acknowledge`, { readBack: 'Kali 7,1 mmol/L' }],
  [
    'doctor',
    of(() => reconciliationId, 'reconciliations/:id/items'),
    { items: [{ medication: { display: 'Amlodipin 5 mg' }, dose: '1 viên sáng', source: 'family' }] },
  ],
  [
    'doctor',
    of(() => reconciliationId, 'reconciliations/:id/decide'),
    { decisions: [{ itemId: UUID, decision: 'changed', reason: 'Huyết áp thấp', orderId: UUID }] },
  ],
  ['pharmacist', of(medicineId, 'orders/:id/pharmacy/verify'), { comment: 'Đã xem' }],
  ['pharmacist', () => `/api/v1/dispensings/${UUID}/return`, { quantity: 2, reason: 'Đổi thuốc' }],
  ['pharmacist', of(medicineId, 'orders/:id/pharmacy/question'), { question: 'Giảm liều?' }],
  ['doctor', of(medicineId, 'orders/:id/pharmacy/answer'), { answer: 'Giữ liều' }],
  [
    'pharmacist',
    of(medicineId, 'orders/:id/pharmacy/substitute'),
    { reason: 'Hết thuốc', product: { medication: PARACETAMOL, form: 'viên', strength: '500 mg' } },
  ],
  [
    'pharmacist',
    of(medicineId, 'orders/:id/dispensings'),
    { quantity: 10, unit: '{tablet}', lot: 'B1', expiresOn: '2030-01-01', complete: true },
  ],
];

const CORRECTED = ['/dose/unit', '/dose/value', '/outcome', '/reason'];
const WRONG: readonly unknown[] = [
  ...[null, true, 1e9, -1, 0.123456789, '', '   ', 'x'.repeat(20_001), [], [null], {}, { value: 'x' }, [[]]],
  ...[
    '500',
    'năm trăm',
    'một viên',
    '💊',
    '2026-11-29 08:00',
    '08:00 29/11/2026',
    '2026-11-29T08:00:00',
    '1e9',
    '\u0000',
    'mg\u0000',
  ],
];
type Json = Record<string, unknown> | unknown[];
/** Each place of a body, as a JSON pointer. */
const pointersOf = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, part]) => [`${at}/${key}`, ...pointersOf(part, `${at}/${key}`)])
    : [];
function withAt(body: object, pointer: string, value: unknown): object {
  const copy = structuredClone(body) as Json;
  const keys = pointer.slice(1).split('/');
  const last = keys.pop()!;
  const holder = keys.reduce<Json>((part, key) => (part as Record<string, Json>)[key]!, copy);
  (holder as Record<string, unknown>)[last] = value;
  return copy;
}

const TABLES = [
  'service_order',
  'dose',
  'dose_version',
  'infusion_step',
  'diagnostic_report',
  'observation',
  'pharmacy_review',
  'dispensing',
  'medicine_reconciliation',
  'report_review',
  'task',
];
const stored = async () =>
  JSON.stringify(
    await Promise.all(
      TABLES.map((table) => world.sql(`SELECT count(*)::int AS n, max(xmin::text::bigint) AS last FROM ${table}`)),
    ),
  );

/** What nobody should read in an answer about what they typed: patterns, classes, stacks. */
const FOR_PROGRAMMERS = /\^|\\d|undefined|\[object|TypeError|at .*\.js:|regex/i;

describe('What callers send wrongly to orders, doses, results and the pharmacy', () => {
  it.each(ROUTES.map((route, at) => [at, route[0], route] as const))(
    'route %i, as %s: each place, each wrong value: a clear problem that names it, and nothing stored',
    async (_, role, [, path, sound]) => {
      const body = typeof sound === 'function' ? sound() : sound;
      const client = world.as(role);
      const before = await stored();
      const faults: string[] = [];
      for (const pointer of pointersOf(body)) {
        for (const value of WRONG) {
          // What is sound after all comes too late, and is not stored either.
          const answer = await client.post(path(), withAt(body, pointer, value), {
            'If-Match': '"999"',
          });
          const { status, body: said } = answer;
          const errors: { pointer: string; message: string }[] = said.errors ?? [];
          // Of two that contradict each other either may be named.
          const holder = pointer.slice(0, pointer.lastIndexOf('/'));
          const names = errors.some(
            (one) => pointer.startsWith(one.pointer) || one.pointer.startsWith(holder || pointer),
          );
          const isClear = status !== 400 || (errors.length > 0 && names);
          const isReadable = !errors.some(({ message }) => FOR_PROGRAMMERS.test(message) || message.trim() === '');
          if (status >= 500 || !isClear || !isReadable) {
            const tried = typeof value === 'string' ? value.slice(0, 30) : value;
            faults.push(
              JSON.stringify([path().replace(/[0-9a-f-]{36}/, ':id'), pointer, tried, status, said.type, errors]),
            );
          }
        }
      }
      expect(faults.slice(0, 12)).toEqual([]);
      const isCreate = /\/orders$|order-sets|preview|results$/.test(path());
      if (!isCreate) expect(await stored()).toBe(before);
    },
    120_000,
  );

  it('names every wrong field at once, of each of several orders', async () => {
    const orders = [
      { ...ORDER, dose: { value: 'năm trăm', unit: 'thìa' }, route: 'qua mũi', priority: 'gấp' },
      {
        ...ORDER,
        timing: {
          asNeeded: { minimumGapHours: null, maximumPerDay: 1e9 },
          startAt: '08:00 29/11/2026',
          durationDays: 0,
        },
      },
    ];
    const { status, body } = await world
      .as('doctor')
      .post(`/api/v1/encounters/${medicine.encounterId}/orders`, { orders });
    const named = new Set(body.errors.map(({ pointer }: { pointer: string }) => pointer));
    expect([status, [...named].sort()]).toEqual([
      400,
      [
        ...['/orders/0/dose/unit', '/orders/0/dose/value', '/orders/0/priority', '/orders/0/route'],
        ...['/orders/1/timing/asNeeded/maximumPerDay', '/orders/1/timing/asNeeded/minimumGapHours'],
        ...['/orders/1/timing/durationDays', '/orders/1/timing/startAt'],
      ],
    ]);
  });

  it('of a change names every wrong field at once; nothing is stored, and the trail tells of nothing done', async () => {
    const order = (await world.as('doctor').get(`/api/v1/orders/${medicine.id}`)).body;
    const done = async () =>
      world.sql(`SELECT count(*)::int AS n FROM audit.event WHERE kind IN ('create', 'update') AND entity = ANY ($1)`, [
        TABLES,
      ]);
    const before = [await stored(), await done()];
    const long = 'x'.repeat(5_000);
    const on = (id: string, step: string) => `/api/v1/${step.replace(':id', id)}`;
    const amount = { value: -1, unit: 7 };
    const CHANGES: readonly (readonly [role: Role, path: string, body: object, version: number, wrong: string[]])[] = [
      ['doctor', on(medicine.id, 'orders/:id/hold'), { reason: long }, order.version, ['/reason']],
      ['doctor', on(medicine.id, 'orders/:id/discontinue'), { reason: 4, at: 5 }, order.version, ['/at', '/reason']],
      ['nurse', on(doseId, 'doses/:id/hold'), { reason: ' ', at: 'hôm qua' }, 0, ['/at', '/reason']],
      ['nurse', on(doseId, 'doses/:id/refuse'), { reason: [], at: 7 }, 0, ['/at', '/reason']],
      [
        ...(['nurse', on(doseId, 'doses/:id/waste'), { amount, reason: '', witnessId: 'ai đó' }, 0] as const),
        ['/amount/unit', '/amount/value', '/reason', '/witnessId'],
      ],
      [
        ...(['nurse', on(doseId, 'doses/:id/give'), { dose: amount, rate: { value: 'x' }, volume: 0 }, 0] as const),
        ['/dose/unit', '/dose/value', '/rate/value', '/volume'],
      ],
      ['nurse', on(doseId, 'doses/:id/rate'), { value: -5, reason: null, at: 'x' }, 0, ['/at', '/reason', '/value']],
      ['nurse', on(doseId, 'doses/:id/pause'), { at: '2126-01-01T00:00:00Z' }, 0, ['/at', '/reason']],
      ['nurse', on(doseId, 'doses/:id/resume'), { rate: { value: -1, unit: '' } }, 0, ['/rate/unit', '/rate/value']],
      ['nurse', on(doseId, 'doses/:id/bag'), { volume: 1e9, scan: 'x' }, 0, ['/scan', '/volume']],
      ['nurse', on(doseId, 'doses/:id/stop'), { volume: -1 }, 0, ['/reason', '/volume']],
      ['nurse', on(doseId, 'doses/:id/finish'), { volume: 'hết', endedAt: 0 }, 0, ['/endedAt', '/volume']],
      ['nurse', on(doseId, 'doses/:id/correct'), { outcome: 'x', dose: amount }, 0, CORRECTED],
      [
        ...(['nurse', on(doseId, `doses/:id/steps/${UUID}/correct`), { outcome: 1, volume: -1 }, 0] as const),
        ['/outcome', '/reason', '/volume'],
      ],
      ['pharmacist', on(medicine.id, 'orders/:id/pharmacy/verify'), { comment: '', ok: true }, 0, ['/comment', '/ok']],
      [
        ...(['pharmacist', on(medicine.id, 'orders/:id/pharmacy/substitute')] as const),
        ...([{ reason: '', product: { medication: { system: '', code: ' ', display: 3 }, form: 5 } }, 0] as const),
        [
          '/product/form',
          '/product/medication/code',
          '/product/medication/display',
          '/product/medication/system',
          '/reason',
        ],
      ],
      ['pharmacist', `/api/v1/dispensings/${UUID}/return`, { quantity: -1, reason: '' }, 1, ['/quantity', '/reason']],
      ['doctor', `/api/v1/results/${UUID}/acknowledge`, { readBack: 7, ok: true }, 1, ['/ok', '/readBack']],
      [
        ...(['doctor', on(reconciliationId, 'reconciliations/:id/items')] as const),
        ...([{ items: [{ medication: { display: '' }, source: 'ai đó' }] }, 1] as const),
        ['/items/0/medication/display', '/items/0/source'],
      ],
    ];
    for (const [role, path, body, version, wrong] of CHANGES) {
      const answer = await world.as(role).post(path, body, { 'If-Match': `"${version}"` });
      const named = new Set((answer.body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer));
      expect([path, answer.status, [...named].sort()]).toEqual([path, 400, wrong]);
    }
    for (const step of ['start', 'complete', 'resume']) {
      const answer = await world.as('lab').post(on(test.id, `orders/:id/${step}`), {}, { 'If-Match': 'x' });
      expect([step, answer.status >= 400 && answer.status < 500]).toEqual([step, true]);
    }
    expect([await stored(), await done()]).toEqual(before);
  });

  it('takes names in decomposed letters as the same names, and units as a ward says them', async () => {
    const medication = { ...PARACETAMOL, display: 'Paracetamol 500 mg dạng viên'.normalize('NFD') };
    const order = {
      ...ORDER,
      medication,
      dose: { value: 1, unit: 'viên' },
      instructions: 'Uống sau ăn 💊'.normalize('NFD'),
    };
    const { status, body } = await world.as('doctor').post(`/api/v1/encounters/${test.encounterId}/orders`, order);
    expect([status, body.dose, body.medication.display, body.instructions]).toEqual([
      ...[201, { value: 1, unit: '{tablet}' }, 'Paracetamol 500 mg dạng viên'.normalize('NFC')],
      'Uống sau ăn 💊'.normalize('NFC'),
    ]);
  });
});
