import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const ATC = 'http://www.whocc.no/atc';
const OXYTOCIN = { system: ATC, code: 'H01BB02', display: 'Oxytocin 5 IU/mL' };
const RINGER = { fluid: 'Ringer lactat', volume: 500 };
const bag = (more: object = {}) => ({
  ...{ kind: 'medication', medication: OXYTOCIN, dose: { value: 20, unit: '[iU]' }, route: 'intravenous' },
  ...{ timing: { once: true }, infusion: { ...RINGER, rate: { value: 30, unit: 'giọt/phút' } }, sign: true, ...more },
});

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  const mother = await aPatient(world, { sex: 'female', birthDate: '1998-05-01' });
  encounterId = (await anEncounter(world, { patientId: mother.id })).id;
}, 120_000);
afterAll(() => world?.close());

const write = (body: object) => world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, body);
const rules = ({ checks = [] }: { checks?: { rule: string; severity: string }[] }) =>
  checks.map(({ rule, severity }) => `${rule} ${severity}`);

describe('An infusion that is diluted', () => {
  it('keeps fluid, volume and rate, and stands so on the order, the sheet of medicines and in FHIR', async () => {
    const { status, body } = await write(bag());
    expect([status, rules(body)]).toEqual([201, expect.not.arrayContaining(['single-dose serious'])]);
    const infusion = { ...RINGER, rate: { value: 30, unit: '{drop}/min' } };
    expect([body.infusion, body.doseCheck]).toEqual([infusion, 'checked']);
    const { body: sheet } = await world.as('nurse').get(`/api/v1/encounters/${encounterId}/mar`);
    expect(sheet.items).toEqual([expect.objectContaining({ orderId: body.id, infusion })]);
    const fhir = await world.as('doctor').get(`/fhir/R4/MedicationRequest/${body.id}`);
    expect(fhir.body.dosageInstruction).toEqual([
      {
        additionalInstruction: [{ text: 'Ringer lactat, 500 mL' }],
        route: { text: 'intravenous' },
        doseAndRate: [
          {
            doseQuantity: expect.objectContaining({ value: 20, code: '[iU]' }),
            rateQuantity: expect.objectContaining({ value: 30, code: '{drop}/min' }),
          },
        ],
      },
    ]);
    const ended = await world
      .as('doctor')
      .post(`/api/v1/orders/${body.id}/discontinue`, { reason: 'Hết chảy máu' }, { 'If-Match': `"${body.version}"` });
    expect([ended.status, ended.body.infusion]).toEqual([200, infusion]);
  });

  it('is judged by what runs in an hour of it, whichever way that is told', async () => {
    for (const [more, expected] of [
      // 20 units in 500 mL: 30 drops a minute are 90 mL an hour, 3.6 units.
      [{}, []],
      [{ infusion: { ...RINGER, rate: { value: 300, unit: 'mL/h' } } }, ['rate serious']],
      [
        { infusion: { fluid: 'NaCl', volume: 50, rate: { value: 300, unit: 'mL/h' } } },
        ['ten-fold-dose contraindicated'],
      ],
      [
        { dose: { value: 300, unit: 'mL/h' }, infusion: { ...RINGER, amount: { value: 20, unit: '[iU]' } } },
        ['rate serious'],
      ],
      [{ dose: { value: 90, unit: 'mL/h' }, infusion: { ...RINGER, amount: { value: 4, unit: 'mL' } } }, []],
      // One that may be set between two rates is judged by the highest, whichever way its rate is told.
      [{ titration: { low: 20, high: 60 }, infusion: { ...RINGER, rate: { value: 30, unit: '{drop}/min' } } }, []],
      [
        { titration: { low: 20, high: 100 }, infusion: { ...RINGER, rate: { value: 30, unit: '{drop}/min' } } },
        ['rate serious'],
      ],
      [
        {
          ...{ dose: { value: 90, unit: 'mL/h' }, titration: { low: 60, high: 310 } },
          infusion: { ...RINGER, amount: { value: 20, unit: '[iU]' } },
        },
        ['rate serious'],
      ],
      // As an amount that is pushed it is too much, and without a rate nobody can tell.
      [{ infusion: undefined }, ['single-dose serious']],
      [{ infusion: RINGER }, []],
    ] as const) {
      const { body } = await world
        .as('doctor')
        .post(`/api/v1/encounters/${encounterId}/orders/preview`, { orders: [{ ...bag(more), sign: undefined }] });
      const [order] = body.orders;
      const stopping = rules({ checks: order.checks.filter(({ stops }: { stops: boolean }) => stops) });
      expect([more, stopping]).toEqual([more, expected]);
      const isOfNoRate = 'infusion' in more && more.infusion === RINGER;
      expect([more, order.doseCheck]).toEqual([more, isOfNoRate ? 'not-checked' : 'checked']);
      if (isOfNoRate) expect(JSON.stringify(order.checks)).toContain('chưa ghi tốc độ truyền');
    }
  });

  it('that contradicts itself is refused with every fault, and nothing is stored', async () => {
    const before = await world.sql('SELECT id FROM service_order WHERE encounter_id = $1', [encounterId]);
    const cases: [object, string[]][] = [
      [{ route: 'oral' }, ['/infusion']],
      [{ dose: { value: 60, unit: 'mL/h' }, infusion: RINGER }, ['/infusion/amount']],
      [{ infusion: { ...RINGER, amount: { value: 5, unit: '[iU]' } } }, ['/infusion/amount']],
      [
        {
          dose: { value: 60, unit: 'mL/h' },
          infusion: { ...RINGER, amount: { value: 5, unit: 'mg/h' }, rate: { value: 5, unit: 'mL/h' } },
        },
        ['/infusion/amount/unit', '/infusion/rate'],
      ],
      [
        { infusion: { fluid: ' ', volume: -5, rate: { value: 0, unit: 'giọt' } } },
        ['/infusion/fluid', '/infusion/rate/unit', '/infusion/rate/value', '/infusion/volume'],
      ],
      [{ infusion: { ...RINGER, volume: 1e9 } }, ['/infusion/volume']],
      [{ infusion: 'Ringer lactat 500 mL' }, ['/infusion']],
      [{ infusion: [RINGER] }, ['/infusion']],
      [{ infusion: { ...RINGER, drops: 30 } }, ['/infusion/drops']],
    ];
    for (const [more, pointers] of cases) {
      const { status, body } = await write(bag(more));
      const named = [...new Set((body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer))].sort();
      expect([more, status, named]).toEqual([more, 400, pointers]);
    }
    const laboratory = { kind: 'laboratory', code: { system: 'http://loinc.org', code: '2823-3', display: 'Kali' } };
    expect((await write({ ...laboratory, infusion: RINGER })).body.errors[0].pointer).toBe('/infusion');
    expect(await world.sql('SELECT id FROM service_order WHERE encounter_id = $1', [encounterId])).toEqual(before);
  });
});
