import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, potassiumOf, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
let patient: Awaited<ReturnType<typeof aPatient>>;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis');
  patient = await aPatient(world);
});
afterAll(() => world.close());

let count = 0;
/** What is answered to one value of potassium, and how it stands in the chart. */
async function sent(type: string, value: string, { at = hl7Time(5), rest = 'mmol/L|3.5-5.1||||F' } = {}) {
  const filler = `O${++count}`;
  const obr = `OBR|1||${filler}|2823-3^Kali^LN|||${at}|||||||||||||||||||F`;
  const ack = await lis.send(message([pid(patient), obr, `OBX|1|${type}|2823-3^Kali^LN||${value}|${rest}`]));
  const [row] = await world.sql(
    `SELECT o.value_number::float8 AS value, o.value_text AS text, o.interpretation AS flag, o.criticality FROM observation o
       JOIN received_report r ON r.report_id = o.report_id WHERE r.number = $1`,
    [filler],
  );
  return {
    code: ack.code,
    told: ack.errors.map(({ at: place, severity, ours }) => `${place} ${severity} ${ours}`),
    row,
  };
}

describe('What analysers write otherwise than HL7 says', () => {
  it('a value without its type is read as it is written, and its sender told so', async () => {
    expect(await sent('', '7.4')).toEqual({
      code: 'AA',
      told: ['OBX^1^2^1 W type-assumed'],
      row: { value: 7.4, text: null, flag: 'HH', criticality: 'critical' },
    });
  });

  it('a number with its flag behind it is judged as that number', async () => {
    expect(await sent('NM', '7.8 H')).toEqual({
      code: 'AA',
      told: [],
      row: { value: 7.8, text: null, flag: 'H', criticality: 'critical' },
    });
  });

  it.each([
    ['C', 'AA', 'critical'],
    ['CH', 'HH', 'critical'],
    ['PL~*', 'LL', 'critical'],
    ['panic', 'AA', 'critical'],
    ['**', 'AA', 'critical'],
    ['↑', 'H', 'not-critical'],
    ['HU', 'H', 'not-critical'],
  ])('a flag of its sender alone, %s, counts as what it means', async (flag, shown, criticality) => {
    expect((await sent('NM', '4.4', { rest: `mmol/L|3.5-5.1|${flag}|||F` })).row).toMatchObject({
      flag: shown,
      criticality,
    });
  });

  it('a flag that nobody here knows is shown beside the value', async () => {
    await sent('NM', '4.4', { rest: 'mmol/L|3.5-5.1|QQ7|||F' });
    const [row] = await world.sql(`SELECT details->>'note' AS note FROM observation ORDER BY id DESC LIMIT 1`);
    expect(row).toEqual({ note: 'Cờ của nơi gửi: QQ7' });
  });

  it.each([
    ['HI', 'HH'],
    ['Lo', 'LL'],
  ])('what a meter says of a value beyond its range, %s, is critical', async (value, flag) => {
    for (const type of ['NM', 'ST']) {
      const { row } = await sent(type, value);
      expect(row).toMatchObject({ value: null, text: value, flag, criticality: 'critical' });
    }
  });

  it('a number with a hundred thousand blanks behind it occupies nobody', async () => {
    const before = process.cpuUsage();
    const { code } = await sent('ST', `7.8${' '.repeat(100_000)}x`);
    expect(['AA', 'AE']).toContain(code);
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });

  it.each(['4.1~7.9', '3.1–7.5', '4.1±3', '4,1…7,9'])('what is two numbers is judged by neither: %s', async (value) => {
    for (const type of ['NM', 'ST']) {
      expect((await sent(type, value)).row).toMatchObject({ value: null, flag: null, criticality: 'not-judged' });
    }
  });

  it.each(['bốn', '*****', '4.4*', '1,234'])(
    'what is no number though it says so is shown in words, never as not critical, and its sender told: %s',
    async (value) => {
      const { code, told, row } = await sent('NM', value);
      expect([code, told]).toEqual(['AA', ['OBX^1^5^1 W not-a-number']]);
      expect(row).toMatchObject({ value: null, text: value, criticality: 'not-judged' });
    },
  );

  it.each([
    ['QQ', '7.4', 'OBX^1^2^1 W type-unknown', { value: 7.4, text: null, flag: 'HH', criticality: 'critical' }],
    ['DT', '20261399', 'OBX^1^5^1 W not-a-moment', { value: null, text: '20261399' }],
    ['ED', '^application^pdf^Base64^%%%', 'OBX^1^5^1 W attachment-unreadable', { value: null }],
  ])(
    'what is not what its type says is shown as it came, and its sender told: %s %s',
    async (type, value, why, row) => {
      const answered = await sent(type, value);
      expect([answered.code, answered.told]).toEqual(['AA', [why]]);
      expect(answered.row).toMatchObject(row);
    },
  );

  it('an attached document needs no code that anybody knows: it waits for nobody', async () => {
    const pdf = `OBX|2|ED|PDF^Phiếu kết quả^L||^application^pdf^Base64^${Buffer.from('%PDF-1.4').toString('base64')}||||||F`;
    const { code, told, row } = await sent('NM', '4.4', { rest: `mmol/L|3.5-5.1||||F\r${pdf}` });
    expect([code, told, row]).toMatchObject(['AA', [], { value: 4.4 }]);
  });

  it('a code of LOINC whose digits were mistyped is of no test: it waits until somebody says which, and is never not critical', async () => {
    const value = 'OBX|1|NM|2823-4^Kali^LN||7.5|mmol/L|3.5-5.1||||F';
    const obr = `OBR|1||MISTYPED|2823-4^Kali^LN|||${hl7Time(5)}|||||||||||||||||||F`;
    const ack = await lis.send(message([pid(patient), obr, value]));
    expect(ack.errors.map(({ at, ours }) => `${at} ${ours}`)).toEqual([' kept', 'OBX^1^3^1 code-unmapped']);
    const { items } = (await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body;
    const [{ id, version }] = items.filter(({ code }: { code: string }) => code === '2823-4');
    await world
      .as('lab')
      .patch(`/api/v1/code-mappings/${id}`, { targetCode: '2823-3' }, { 'If-Match': `"${version}"` });
    const [row] = await world.sql(
      `SELECT o.code, o.criticality FROM observation o JOIN received_report r ON r.report_id = o.report_id WHERE r.number = 'MISTYPED'`,
    );
    expect(row).toEqual({ code: '2823-3', criticality: 'critical' });
  });

  it('a moment as ISO 8601 writes it is that moment; a day of which nobody knows which number is the month is refused', async () => {
    const iso = new Date(Date.now() - 3_600_000).toISOString();
    expect(await sent('NM', '4.4', { at: iso })).toMatchObject({ code: 'AA', told: [] });
    expect(await sent('NM', '4.4', { at: '05/11/2026' })).toEqual({
      code: 'AE',
      told: ['OBR^1^7^1 E time-malformed'],
      row: undefined,
    });
  });
});

describe('A panel of which an analyser sends each test by itself', () => {
  const NAMES: Readonly<Record<string, string>> = { '2823-3': 'Kali', '2951-2': 'Natri', '2075-0': 'Clo' };
  async function ordered() {
    const patient = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
    const made = await anOrder(world, { encounterId, code: { code: '24326-1', display: 'Điện giải đồ' } });
    const order = { ...made, mrn: patient.mrn };
    const one = (code: string, value: string, status = 'F', place = 1) => [
      obr(order.number, `P${++count}`, { code: `${code}^${NAMES[code]}^LN`, place }),
      `OBX|1|NM|${code}^${NAMES[code]}^LN||${value}|mmol/L|||||${status}`,
    ];
    const now = async () => {
      const { body } = await world.as('doctor').get(`/api/v1/orders/${order.id}`);
      const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`)).body;
      return [body.status, items[0]?.awaited];
    };
    const send = async (...segments: string[]) => (await lis.send(message([pid(patient), ...segments]))).code;
    return { order, one, now, send };
  }

  it('waits for the others, in one message and in several, and for none that was rejected', async () => {
    const { one, now, send } = await ordered();
    expect(await send(...one('2823-3', '4.1'))).toBe('AA');
    expect(await now()).toEqual(['active', ['Natri', 'Clo']]);
    await send(...one('2951-2', '140'));
    expect(await now()).toEqual(['active', ['Clo']]);
    await send(...one('2075-0', '', 'X'));
    expect((await now())[0]).toBe('completed');
    const together = await ordered();
    await together.send(...together.one('2823-3', '4.1'), ...together.one('2951-2', '140', 'F', 2));
    expect(await together.now()).toEqual(['active', ['Clo']]);
  });

  it('is complete when the laboratory says so of the panel, whatever it holds; and not while that is partial', async () => {
    const { order, now, send } = await ordered();
    const panel = (status: string) => obr(order.number, 'WHOLE', { code: '24326-1^Điện giải đồ^LN', status });
    const potassium = `OBX|1|NM|2823-3^Kali^LN||4.1|mmol/L|||||F`;
    await send(panel('A'), potassium);
    expect(await now()).toEqual(['active', ['Natri', 'Clo']]);
    await send(panel('F'), potassium);
    expect((await now())[0]).toBe('completed');
  });

  it('takes what is partial under the panel’s own code beside tests that are final: nothing of them changes, and what is new is added', async () => {
    const { order, now, send } = await ordered();
    // The specimen was taken once, whatever is told of it when.
    const at = hl7Time(5);
    const first = obr(order.number, 'FIRST', { code: '2823-3^Kali^LN', at });
    await send(first, 'OBX|1|NM|2823-3^Kali^LN||6.9|mmol/L|||||F');
    const panel = (status: string, ...values: string[]) =>
      lis.send(
        message([
          pid({ mrn: order.mrn }),
          obr(order.number, 'LATER', { code: '24326-1^Điện giải đồ^LN', status, at }),
          ...values,
        ]),
      );
    const potassium = (value: string, status: string) => `OBX|1|NM|2823-3^Kali^LN||${value}|mmol/L|||||${status}`;
    const sodium = (status: string) => `OBX|2|NM|2951-2^Natri^LN||140|mmol/L|||||${status}`;
    expect((await panel('A', potassium('6.9', 'F'), sodium('F'))).errors).toEqual([]);
    expect(await now()).toEqual(['active', ['Clo']]);
    expect((await panel('A', potassium('6.9', ''), sodium(''))).errors).toEqual([]);
    const values = (await told(order)).values.map(([name, status]: string[]) => `${name} ${status}`);
    expect(values).toEqual(['Kali final', 'Natri final']);
    // Another value than the final one is no addition.
    const ours = (await panel('A', potassium('4.9', 'F'))).errors.map((error) => error.ours);
    expect(ours).toEqual(['kept', 'report-refuses']);
    expect((await panel('A', 'OBX|3|NM|2075-0^Clo^LN||101|mmol/L|||||P')).errors).toEqual([]);
    expect((await now())[0]).toBe('active');
    expect((await panel('F', 'OBX|3|NM|2075-0^Clo^LN||101|mmol/L|||||F')).errors).toEqual([]);
    expect((await now())[0]).toBe('completed');
  });

  it('knows of a test that is cancelled beside others in one message, with a value or without', async () => {
    for (const value of [[], ['OBX|1|NM|2075-0^Clo^LN||||||||X']]) {
      const { order, one, now, send } = await ordered();
      const cancelled = [obr(order.number, `P${++count}`, { code: '2075-0^Clo^LN', status: 'X', place: 3 }), ...value];
      await send(...one('2823-3', '4.1'), ...one('2951-2', '140', 'F', 2), ...cancelled);
      expect((await told(order)).values.map(([name, status]: string[]) => `${name} ${status}`)).toEqual([
        'Kali final',
        'Natri final',
        'Clo cancelled',
      ]);
      expect((await now())[0]).toBe('completed');
    }
  });

  it('keeps what was said of the others when one is cancelled or taken back, whatever its request says', async () => {
    const { order, one, now, send } = await ordered();
    await send(...one('2823-3', '4.1'));
    const sodium = (status: string, value: string) => [
      obr(order.number, 'NA', { code: '2951-2^Natri^LN', status }),
      `OBX|1|NM|2951-2^Natri^LN||${value}|mmol/L|||||${status}`,
    ];
    await send(...sodium('F', '140'));
    expect(await now()).toEqual(['active', ['Clo']]);
    expect(await send(...sodium('X', '140'))).toBe('AA');
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${order.encounterId}/results`);
    const told = body.items[0].observations.map((value: { display: string; status: string }) => [
      value.display,
      value.status,
    ]);
    expect(told).toEqual([
      ['Kali', 'final'],
      ['Natri', 'cancelled'],
    ]);
  });

  const told = async ({ encounterId }: { encounterId: string }) => {
    const { items } = (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`)).body;
    const [{ status, conclusion, observations }, ...more] = items;
    expect(more).toEqual([]);
    type Value = { display: string; status: string; note?: string | null };
    return {
      status,
      conclusion,
      values: observations.map((one: Value) => [one.display, one.status, one.note ?? null]),
    };
  };

  it.each(['first', 'last'])(
    'does not wait for a test that is cancelled with nothing but why, told %s',
    async (when) => {
      const { order, one, now, send } = await ordered();
      const others = async () => {
        await send(...one('2823-3', '4.1'));
        await send(...one('2951-2', '140'));
      };
      if (when === 'last') await others();
      const cancelled = [
        obr(order.number, `P${++count}`, { code: '2075-0^Clo^LN', status: 'X' }),
        'NTE|1||Mẫu tán huyết',
      ];
      expect(await send(...cancelled)).toBe('AA');
      if (when === 'first') await others();
      expect((await now())[0]).toBe('completed');
      expect((await told(order)).values).toContainEqual(['Clo', 'cancelled', 'Mẫu tán huyết']);
      const before = await told(order);
      expect(await send(...cancelled)).toBe('AA');
      expect(await told(order)).toEqual(before);
    },
  );

  it('takes a remark, or the same measured again, for no other test', async () => {
    for (const beside of ['ST|8251-1^Ghi chú^LN||Mẫu đục|', 'NM|2823-3^Kali^LN|2|4.3|mmol/L']) {
      const { one, now, send } = await ordered();
      await send(...one('2823-3', '4.1'), `OBX|2|${beside}|||||F`);
      expect(await now()).toEqual(['active', ['Natri', 'Clo']]);
    }
  });

  it('knows a test by the code that its value bears beside another', async () => {
    const { order, now, send } = await ordered();
    const local = obr(order.number, 'LOCAL', { code: 'K01^Kali^99LAB' });
    await send(local, 'OBX|1|NM|2823-3^Kali^LN^K01^Kali^99LAB||4.1|mmol/L|||||F');
    expect(await now()).toEqual(['active', ['Natri', 'Clo']]);
  });

  it('takes what is said of each test, and what is still open beside what is final', async () => {
    const { order, one, now, send } = await ordered();
    expect(await send(...one('2823-3', '4.1'), 'NTE|1||Đã đo lại')).toBe('AA');
    expect(await send(...one('2951-2', '140'), 'NTE|1||Mẫu hơi đục')).toBe('AA');
    const number = `P${++count}`;
    const chloride = (status: string, value: string) => [
      obr(order.number, number, { code: '2075-0^Clo^LN', status }),
      `OBX|1|NM|2075-0^Clo^LN||${value}|mmol/L|||||${status}`,
    ];
    expect(await send(...chloride('P', '100'))).toBe('AA');
    expect((await told(order)).values.map(([name, status]: string[]) => `${name} ${status}`)).toEqual([
      'Kali final',
      'Natri final',
      'Clo preliminary',
    ]);
    expect((await now())[0]).toBe('active');
    await send(...chloride('F', '101'));
    expect((await now())[0]).toBe('completed');
    await send(
      obr(order.number, number, { code: '2075-0^Clo^LN', status: 'C' }),
      'OBX|1|NM|2075-0^Clo^LN||101|mmol/L|||||D',
    );
    expect(await now()).toEqual(['active', ['Clo']]);
    expect((await told(order)).conclusion.split('\n')).toEqual(['Kali: Đã đo lại', 'Natri: Mẫu hơi đục']);
  });
});

describe('A test of such a panel that is cancelled before it has a value', () => {
  it('is told to be so, and the panel waits for it no more', async () => {
    const own = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: own.id });
    const order = await anOrder(world, { encounterId, code: { code: '24326-1', display: 'Điện giải đồ' } });
    const part = (code: string, status = 'F') => obr(order.number, `C${++count}`, { code, status });
    const value = (code: string, of: string) => `OBX|1|NM|${code}||${of}|mmol/L|||||F`;
    for (const [code, of] of [
      ['2823-3^Kali^LN', '4.1'],
      ['2951-2^Natri^LN', '140'],
    ] as const) {
      await lis.send(message([pid(own), part(code), value(code, of)]));
    }
    expect((await lis.send(message([pid(own), part('2075-0^Clo^LN', 'X')]))).code).toBe('AA');
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${encounterId}/results`);
    const told = body.items[0].observations.map(({ display, status }: { display: string; status: string }) => [
      display,
      status,
    ]);
    expect(told).toContainEqual(['Clo', 'cancelled']);
    expect((await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status).toBe('completed');
  });
});

describe('A message that was cut', () => {
  it('within its last value is refused, and no part of a number is filed; one whose last line is only not ended is taken', async () => {
    const whole = message([pid(patient), obr('', 'CUT1'), potassiumOf('12.75')]);
    const cut = whole.slice(0, whole.indexOf('12.75') + 2);
    const ack = await lis.send(cut);
    expect([ack.code, ack.errors.map(({ at, ours }) => `${at} ${ours}`)]).toEqual(['AE', ['OBX^1^11^1 cut']]);
    expect(await world.sql("SELECT FROM received_report WHERE number LIKE 'CUT1%'")).toEqual([]);
    expect((await lis.send(whole.slice(0, -1))).code).toBe('AA');
  });

  it('before its values waits for a person, and answers no order; beside values of the same order it is no matter', async () => {
    const own = await aPatient(world);
    const { id: encounterId } = await anEncounter(world, { patientId: own.id });
    const order = await anOrder(world, { encounterId });
    const ack = await lis.send(message([pid(own), obr(order.number, 'EMPTY')]));
    expect([ack.code, ack.errors.map(({ ours }) => ours)]).toEqual(['AA', ['kept', 'result-missing']]);
    const statusOf = async () => (await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status;
    expect(await statusOf()).toBe('active');
    const headed = [obr(order.number, 'HEAD'), obr(order.number, 'BODY', { place: 2 }), potassiumOf(4.4)];
    expect((await lis.send(message([pid(own), ...headed]))).errors).toEqual([]);
    expect(await statusOf()).toBe('completed');
  });
});

it('A birth date of zeros is none', async () => {
  const person = `PID|1||${patient.mrn}^^^MRN^MR||LE^ANH^THI NGOC||00000000|F`;
  const ack = await lis.send(message([person, obr('', 'ZEROS'), potassiumOf(4.4)]));
  expect(ack.errors.map(({ ours }) => ours)).not.toContain('birth-date-malformed');
});

it('An order whose only value was taken back waits for a result again', async () => {
  const own = await aPatient(world);
  const { id: encounterId } = await anEncounter(world, { patientId: own.id });
  const order = await anOrder(world, { encounterId });
  await lis.send(message([pid(own), obr(order.number, 'BACK'), potassiumOf(4.4)]));
  await lis.send(message([pid(own), obr(order.number, 'BACK', { status: 'C' }), potassiumOf(4.4, { status: 'D' })]));
  expect((await world.as('doctor').get(`/api/v1/orders/${order.id}`)).body.status).toBe('active');
});
