import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { fits, timeOf, type Observed } from './naive-search.js';

let world: World;
let machine: Client;
let patient: string;
/** What was sent, by the names below. */
const ids = new Map<string, string>();
/** As they are read. */
let all: Observed[];

const LOINC = 'http://loinc.org';
const LAB = 'http://lab.example/codes';
const SNOMED = 'http://snomed.info/sct';
const UCUM = 'http://unitsofmeasure.org';
const concept = (...codings: (readonly [system: string | undefined, code: string])[]) => ({
  coding: codings.map(([system, code]) => ({ ...(system && { system }), code })),
  text: codings.map(([, code]) => `Chữ của ${code}`).join(', '),
});
const amount = (value: number, unit = 'mmol/L') => ({ value, unit, system: UCUM, code: unit });
const POTASSIUM = concept([LOINC, '2823-3']);
const POSITIVE = concept([SNOMED, '10828004'], [LAB, 'POS']);
const PRESSURE = (systolic: number, more: object = {}) => ({
  code: concept([LOINC, '85354-9']),
  component: [
    { code: concept([LOINC, '8480-6'], [LAB, 'HATT']), valueQuantity: amount(systolic, 'mm[Hg]') },
    { code: concept([LOINC, '8462-4']), valueQuantity: amount(70, 'mm[Hg]') },
  ],
  ...more,
});
/** Each is told at another hour of 2026-03-01 and the days behind it, where it says nothing else. */
const SAMPLES: readonly (readonly [name: string, said: object])[] = [
  ['k4', { code: POTASSIUM, valueQuantity: amount(4) }],
  ['k41', { code: POTASSIUM, valueQuantity: amount(4.1), status: 'preliminary' }],
  ['k45', { code: concept([LAB, 'K'], [LOINC, '2823-3']), valueQuantity: amount(4.5), method: concept([LAB, 'ISE']) }],
  ['kmicro', { code: POTASSIUM, valueQuantity: amount(4100, 'umol/L') }],
  ['na', { code: concept([LOINC, '2951-2']), valueQuantity: amount(140), method: concept([SNOMED, '702659008']) }],
  ['local', { code: concept([LAB, 'ABC']), valueQuantity: amount(0.05, 'g/L') }],
  ['glucose', { code: concept([LOINC, '2345-7'], [LOINC, '41653-7'], [LAB, 'GLU']), valueQuantity: amount(5.5) }],
  ['sugar', { code: concept([LAB, 'DUONG'], [LOINC, '41653-7'], [LOINC, '2951-2']), valueQuantity: amount(6) }],
  ['bare', { code: concept([undefined, 'XYZ']), valueString: 'Âm tính' }],
  ['words', { code: concept([LAB, 'NHAN-XET']), valueString: 'Đục nhẹ, có cặn' }],
  ['hbsag', { code: concept([LOINC, '5196-1']), valueCodeableConcept: POSITIVE }],
  ['hiv', { code: concept([LOINC, '7918-6']), valueCodeableConcept: concept([SNOMED, '260385009']) }],
  [
    'absent',
    {
      code: POTASSIUM,
      dataAbsentReason: concept(['http://terminology.hl7.org/CodeSystem/data-absent-reason', 'error']),
    },
  ],
  ['bp120', PRESSURE(120)],
  [
    'bp135',
    PRESSURE(135, {
      category: [concept(['http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs'])],
    }),
  ],
  [
    'antibiogram',
    {
      code: concept([LAB, 'KSD']),
      component: [
        { code: concept([LAB, 'CIP']), valueCodeableConcept: concept([LAB, 'R'], [SNOMED, '30714006']) },
        { code: concept([LOINC, '18906-8']), valueQuantity: amount(0.5, 'mg/L') },
      ],
    },
  ],
  [
    'urine',
    {
      code: concept([LOINC, '2889-4']),
      valueQuantity: amount(1.2, 'g/d'),
      effectivePeriod: { start: '2026-03-03T08:00:00+07:00', end: '2026-03-04T08:00:00+07:00' },
    },
  ],
  [
    'holter',
    {
      code: concept([LAB, 'HOLTER']),
      valueString: 'Nhịp xoang',
      effectivePeriod: { start: '2026-02-20T08:00:00+07:00', end: '2026-03-10T08:00:00+07:00' },
    },
  ],
  [
    'watch',
    {
      code: concept([LAB, 'THEO-DOI']),
      valueString: 'Đang theo dõi',
      effectivePeriod: { start: '2026-03-05T00:00:00+07:00' },
    },
  ],
];

const read = async (path: string, client = machine) => {
  const answer = await client.get(`/fhir/R4/${path}`);
  const { entry = [], link = [] } = answer.body as Page;
  return {
    ...answer,
    found: entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource),
    entry,
    link,
  };
};
interface Page {
  readonly entry?: {
    readonly resource: Observed & { resourceType: string };
    readonly search: { readonly mode: string };
  }[];
  readonly link?: { readonly relation: string; readonly url: string }[];
}
async function pages(path: string): Promise<{ ids: string[]; count: number }> {
  const found: string[] = [];
  let count = 0;
  for (let next: string | undefined = path; next !== undefined; count++) {
    const page = await read(next);
    if (page.status !== 200) throw new Error(`${next}: ${page.text}`);
    found.push(...page.found.map(({ id }) => id));
    const url = page.link.find(({ relation }) => relation === 'next')?.url;
    next = url?.slice(url.indexOf('/fhir/R4/') + '/fhir/R4/'.length);
  }
  return { ids: found, count };
}

const send = async (type: string, name: string, body: object) => {
  const answer = await machine.post(`/fhir/R4/${type}`, { resourceType: type, ...body });
  if (answer.status !== 201) throw new Error(`${name}: ${answer.text}`);
  ids.set(name, (answer.body as { id: string }).id);
};
const to = (type: string, name: string) => ({ reference: `${type}/${ids.get(name)}` });

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  await send('Patient', 'patient', { name: [{ text: 'Tạ Thị Tìm' }], gender: 'female', birthDate: '1980-02-03' });
  patient = ids.get('patient')!;
  const subject = to('Patient', 'patient');
  await send('Practitioner', 'technician', { name: [{ text: 'Đỗ Đạt' }] });
  await send('Specimen', 'blood', { subject, type: { text: 'Máu' } });
  for (const [place, [name, said]] of SAMPLES.entries()) {
    const hour = String(1 + (place % 3)).padStart(2, '0');
    await send('Observation', name, {
      status: 'final',
      subject,
      ...('effectivePeriod' in said ? {} : { effectiveDateTime: `2026-03-${hour}T0${place % 10}:30:00+07:00` }),
      identifier: [
        {
          system: 'http://lab.example/numbers',
          value: `so-${name}`,
          type: concept(['http://terminology.hl7.org/CodeSystem/v2-0203', 'FILL']),
        },
      ],
      ...(place % 2 === 0 && { specimen: to('Specimen', 'blood') }),
      ...(place % 3 === 0 && { performer: [to('Practitioner', 'technician')] }),
      ...said,
    });
  }
  await send('Observation', 'panel', {
    status: 'final',
    subject,
    effectiveDateTime: '2026-03-02T03:30:00+07:00',
    code: concept([LOINC, '24326-1']),
    hasMember: [to('Observation', 'k4'), to('Observation', 'na')],
    derivedFrom: [to('Observation', 'bp120')],
  });
  await send('Provenance', 'provenance', {
    target: [to('Observation', 'k4')],
    recorded: '2026-03-04T08:00:00+07:00',
    agent: [{ who: { display: 'Máy' } }],
  });
  all = (await read(`Observation?patient=${patient}&_count=100`)).found;
});
afterAll(() => world.close());

const LOINC_CODES = ['2823-3', '41653-7', '2951-2', '5196-1', '85354-9', '2889-4'];
const TOKENS = (system: string, codes: readonly string[]): string[] => [
  ...codes.flatMap((code) => [code, `${system}|${code}`, `http://wrong.example|${code}`]),
  ...[`${system}|`, codes.join(','), `${system}|${codes[0]},x`],
];
const MOMENTS = [
  '2026',
  '2026-03',
  '2026-03-02',
  '2026-03-03',
  '2026-03-02T03:30:00+07:00',
  '2026-03-04T01:00:00Z',
  '2026-03-03T08:00',
  '2026-03-10T08:00:00.000+07:00',
];
const PREFIXES = ['', 'eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sa', 'eb', 'ap'];
const AMOUNTS = [
  '4',
  '4.1',
  '4.10',
  '140',
  '4|http://unitsofmeasure.org|mmol/L',
  '4100||umol/L',
  '4.1||mmol/L',
  '120',
  '0.05',
];

function searches(): (readonly [asked: string, value: string])[] {
  const of = (asked: string, values: readonly string[]) => values.map((value) => [asked, value] as const);
  const codes = [...TOKENS(LOINC, LOINC_CODES), ...TOKENS(LAB, ['K', 'ABC', 'GLU']), '|XYZ', 'XYZ', `${LAB}|XYZ`];
  const answers = [...TOKENS(SNOMED, ['10828004', '260385009']), ...TOKENS(LAB, ['POS', 'R'])];
  const inParts = [...TOKENS(LOINC, ['8480-6', '18906-8']), ...TOKENS(LAB, ['HATT', 'CIP'])];
  const withAmount = (code: string) => ['gt4', 'le4.1', '120', 'ne140', 'lt0.6'].map((value) => `${code}$${value}`);
  const refersTo = (type: string, names: readonly string[]) => [
    ...names.flatMap((name) => [`${type}/${ids.get(name)}`, ids.get(name)!]),
    randomUUID(),
  ];
  return [
    ...['code', 'code:not', 'combo-code'].flatMap((asked) =>
      of(asked, [...codes, ...(asked === 'combo-code' ? inParts : [])]),
    ),
    ...['component-code', 'component-code:not'].flatMap((asked) => of(asked, inParts)),
    ...['value-concept', 'combo-value-concept', 'component-value-concept'].flatMap((asked) => of(asked, answers)),
    ...['value-quantity', 'combo-value-quantity', 'component-value-quantity'].flatMap((asked) =>
      of(
        asked,
        AMOUNTS.flatMap((value) => ['', 'ne', 'gt', 'le', 'ap'].map((prefix) => `${prefix}${value}`)),
      ),
    ),
    ...['code-value-quantity', 'component-code-value-quantity', 'combo-code-value-quantity'].flatMap((asked) =>
      of(asked, [`${LOINC}|2823-3`, '2823-3', '41653-7', '8480-6', `${LOINC}|8462-4`, '18906-8'].flatMap(withAmount)),
    ),
    ...['code-value-concept', 'component-code-value-concept', 'combo-code-value-concept'].flatMap((asked) =>
      of(asked, [`5196-1$${SNOMED}|10828004`, '5196-1$260385009', `${LAB}|CIP$R`, `CIP$${LAB}|S`]),
    ),
    ...['date', '_lastUpdated'].flatMap((asked) =>
      of(
        asked,
        MOMENTS.flatMap((moment) => PREFIXES.map((prefix) => `${prefix}${moment}`)),
      ),
    ),
    ...of('date', ['2026-03-01,2026-03-03', 'lt2026-03-02,gt2026-03-09']),
    ...of('value-string', ['âm', 'am tinh', 'duc', 'Nhịp', 'tính', 'x']),
    ...['status', 'status:not'].flatMap((asked) => of(asked, ['final', 'preliminary', 'final,preliminary', 'amended'])),
    ...of('code:text', ['chữ của 2823', 'KSD', 'zz']),
    ...of('method', ['ISE', `${LAB}|ISE`, `${SNOMED}|702659008`, `${LAB}|`, 'x']),
    ...of('data-absent-reason', ['error', 'unknown', 'http://terminology.hl7.org/CodeSystem/data-absent-reason|error']),
    ...of('specimen', refersTo('Specimen', ['blood'])),
    ...of('performer', refersTo('Practitioner', ['technician'])),
    ...of('has-member', refersTo('Observation', ['k4', 'na', 'k41'])),
    ...of('derived-from', refersTo('Observation', ['bp120', 'k4'])),
    ...of('identifier', ['http://lab.example/numbers|so-k4', 'so-na', 'http://wrong.example|so-k4', 'so-na,so-k4']),
    ...of('identifier:of-type', [
      'http://terminology.hl7.org/CodeSystem/v2-0203|FILL|so-k4',
      'http://terminology.hl7.org/CodeSystem/v2-0203|PLAC|so-k4',
      'http://wrong.example|FILL|so-k4',
    ]),
  ];
}

const namesOf = (found: readonly { id: string }[]) => {
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return found.map(({ id }) => names.get(id) ?? id).sort();
};

describe('Several hundred searches', () => {
  it('find exactly what each element of each resource says that they find', async () => {
    const wrong: unknown[] = [];
    const asked = searches();
    for (const [name, value] of asked) {
      const { status, found, text } = await read(
        `Observation?patient=${patient}&_count=100&${name}=${encodeURIComponent(value)}`,
      );
      const meant = namesOf(all.filter((one) => fits(one, name, value)));
      const is = status === 200 ? namesOf(found) : text;
      if (JSON.stringify(is) !== JSON.stringify(meant)) wrong.push([`${name}=${value}`, { is, meant }]);
    }
    expect([asked.length > 300, all.length, wrong]).toEqual([true, SAMPLES.length + 1, []]);
  });

  it('find what two of them find together', async () => {
    const wrong: unknown[] = [];
    const some = searches().filter((_, place) => place % 37 === 0);
    for (const [first, second] of some.flatMap((one, place) =>
      some.slice(place + 1).map((other) => [one, other] as const),
    )) {
      const query = [first, second].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
      const { found, text, status } = await read(`Observation?patient=${patient}&_count=100&${query}`);
      const meant = namesOf(all.filter((one) => fits(one, ...first) && fits(one, ...second)));
      const is = status === 200 ? namesOf(found) : text;
      if (JSON.stringify(is) !== JSON.stringify(meant)) wrong.push([query, { is, meant }]);
    }
    expect(wrong).toEqual([]);
  });
});

describe('The order of a list', () => {
  const started = (one: Observed) => timeOf(one)[0];
  const changed = ({ meta }: Observed) => Date.parse(meta.lastUpdated);
  it.each([
    ['date', [started], [1]],
    ['-date', [started], [-1]],
    ['_lastUpdated', [changed], [1]],
    ['date,_lastUpdated', [started, changed], [1, 1]],
    ['-date,_lastUpdated', [started, changed], [-1, 1]],
    ['date,-_lastUpdated', [started, changed], [1, -1]],
    ['-_lastUpdated,date', [changed, started], [-1, 1]],
  ] as const)('_sort=%s is that of each key, page by page, each once', async (sort, keys, signs) => {
    const { ids: found, count } = await pages(`Observation?patient=${patient}&_count=4&_sort=${sort}`);
    const rows = found.map((id) => all.find((one) => one.id === id)!);
    expect([new Set(found).size, count]).toEqual([all.length, Math.ceil(all.length / 4)]);
    const wrong = rows.slice(1).filter((row, place) => {
      const differences = keys.map((key, at) => (key(row) - key(rows[place]!)) * signs[at]!);
      return (differences.find((one) => one !== 0) ?? 0) < 0;
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('by both keys tells apart what the first leaves alike', () => {
    const alike = new Map(Object.entries(Object.groupBy(all, (one) => String(started(one)))));
    expect([...alike.values()].some((group) => group!.length > 1)).toBe(true);
  });
});

describe('What comes along', () => {
  const along = async (query: string) => {
    const { status, entry } = await read(query);
    const names = new Map([...ids].map(([name, id]) => [id, name]));
    return status === 200
      ? entry
          .filter(({ search }) => search.mode === 'include')
          .map(({ resource }) => names.get(resource.id))
          .sort()
      : status;
  };
  it.each([
    ['Observation?_id={k4}&_revinclude=Provenance:target', ['provenance']],
    ['Observation?_id={k4}&_revinclude=Provenance:target&_revinclude=Observation:has-member', ['panel', 'provenance']],
    [
      'Observation?_id={panel}&_include=Observation:has-member&_include=Observation:derived-from',
      ['bp120', 'k4', 'na'],
    ],
    [
      'Observation?_id={panel}&_include=Observation:has-member&_include:iterate=Observation:specimen',
      ['blood', 'k4', 'na'],
    ],
    [
      'Specimen?_id={blood}&_revinclude=Observation:specimen&_revinclude=Provenance:target',
      SAMPLES.filter((_, place) => place % 2 === 0).map(([name]) => name),
    ],
  ] as const)('%s: %j', async (query, names) => {
    expect(await along(query.replace(/\{(\w+)\}/g, (_, name: string) => ids.get(name)!))).toEqual([...names].sort());
  });
});

describe('A form and an address', () => {
  it('say one search together', async () => {
    const form = (address: string, body: string) =>
      machine.post(`/fhir/R4/Observation/_search${address}`, body as never, {
        'Content-Type': 'application/x-www-form-urlencoded',
      });
    const { body } = await form(`?code=2823-3`, `patient=${patient}&status=preliminary`);
    expect(namesOf((body as Page).entry!.map(({ resource }) => resource))).toEqual(['k41']);
    const twice = await form(`?date=ge2026-03-02`, `patient=${patient}&date=lt2026-03-03&code=2823-3`);
    const meant = all.filter(
      (one) => fits(one, 'date', 'ge2026-03-02') && fits(one, 'date', 'lt2026-03-03') && fits(one, 'code', '2823-3'),
    );
    expect(namesOf((twice.body as Page).entry?.map(({ resource }) => resource) ?? [])).toEqual(namesOf(meant));
    expect(meant.length).toBeGreaterThan(0);
  });
});
