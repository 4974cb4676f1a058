import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
/** By the names below. */
const ids = new Map<string, string>();

const SYSTEM = 'http://across.example/numbers';
const send = async (name: string, resource: { resourceType: string; [element: string]: unknown }) => {
  const { status, body, text } = await machine.post(`/fhir/R4/${resource.resourceType}`, { id: name, ...resource });
  if (status !== 201) throw new Error(`${name}: ${text}`);
  ids.set(name, (body as { id: string }).id);
};
const to = (type: string, name: string) => ({ reference: `${type}/${ids.get(name)}` });
const identifier = (value: string) => [{ system: SYSTEM, value }];
const AT = '2026-03-04T08:00:00+07:00';

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  const people = [
    ['anh', 'Trịnh Thị Ánh', '1980-02-03', 'female'],
    ['an', 'Trịnh Thị Ân', '1981-02-03', 'female'],
    ['hung', 'Lê Văn Hùng', '1980-02-03', 'male'],
  ] as const;
  for (const [name, text, birthDate, gender] of people) {
    await send(name, { resourceType: 'Patient', name: [{ text }], birthDate, gender, identifier: identifier(name) });
    const subject = to('Patient', name);
    await send(`visit-${name}`, {
      resourceType: 'Encounter',
      subject,
      status: 'finished',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: name === 'anh' ? 'AMB' : 'EMER' },
      period: { start: AT, end: AT },
      identifier: identifier(`visit-${name}`),
    });
    await send(`kali-${name}`, {
      resourceType: 'Observation',
      status: 'final',
      subject,
      encounter: to('Encounter', `visit-${name}`),
      code: {
        coding: [{ system: 'http://loinc.org', code: name === 'hung' ? '2951-2' : '2823-3' }],
        text: 'Điện giải',
      },
      effectiveDateTime: AT,
      valueQuantity: { value: 4, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
      identifier: identifier(`kali-${name}`),
      performer: [
        name === 'an'
          ? { display: 'Ai đó', identifier: { system: SYSTEM, value: 'ktv-2' } }
          : { reference: 'Practitioner/ktv-1' },
      ],
    });
    if (name !== 'anh') continue;
    await send('ktv-1', {
      resourceType: 'Practitioner',
      name: [{ text: 'Đỗ Hữu Đạt' }],
      identifier: identifier('ktv-1'),
    });
  }
});
afterAll(() => world.close());

const found = async (path: string, client = machine) => {
  const answer = await client.get(`/fhir/R4/${path}`);
  const { entry = [] } = answer.body as { entry?: { resource: { id: string } }[] };
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return answer.status === 200
    ? entry.map(({ resource }) => names.get(resource.id) ?? resource.id).sort()
    : answer.status;
};
const asked = (query: string) => query.replace(/\{([a-z0-9-]+)\}/g, (_, name: string) => ids.get(name)!);

describe('What comes along', () => {
  const along = async (query: string, client = machine) => {
    const { status, body } = await client.get(`/fhir/R4/${asked(query)}`);
    const names = new Map([...ids].map(([name, id]) => [id, name]));
    const entries = (body.entry ?? []) as { resource: { id: string }; search: { mode: string } }[];
    return status === 200 ? entries.map(({ resource, search }) => `${search.mode} ${names.get(resource.id)}`) : status;
  };

  it.each([
    ['Encounter?_id={visit-an}&_revinclude=Observation:encounter', ['kali-an']],
    [
      'Encounter?_id={visit-an}&_revinclude:iterate=Observation:encounter&_include:iterate=Observation:patient',
      ['kali-an', 'an'],
    ],
    [
      'Patient?_id={hung}&_revinclude=Encounter:patient&_revinclude:iterate=Observation:encounter',
      ['visit-hung', 'kali-hung'],
    ],
    [
      'Patient?_id={hung}&_revinclude=Encounter:patient&_revinclude=Observation:patient&_include:iterate=Observation:encounter',
      ['visit-hung', 'kali-hung'],
    ],
    [
      'Observation?_id={kali-anh}&_include=Observation:encounter&_include:recurse=Encounter:patient',
      ['visit-anh', 'anh'],
    ],
    [
      'Observation?_id={kali-anh}&_include=Observation:encounter&_include=Observation:performer',
      ['visit-anh', 'ktv-1'],
    ],
  ])('%s: %j', async (query, names) => {
    const [match, ...others] = (await along(query)) as string[];
    expect([match?.split(' ')[0], ...others.sort()]).toEqual([
      'match',
      ...names.map((name) => `include ${name}`).sort(),
    ]);
  });

  it('is refused by name where it is not known, and needs the right to read it', async () => {
    for (const what of [
      '_include:iterate=Zzz:patient',
      '_include=Encounter:patient',
      '_include=*',
      '_revinclude:iterate=Zzz:patient',
    ]) {
      expect([what, await along(`Observation?_id={kali-anh}&${what}`)]).toEqual([what, 400]);
    }
    const scopes = ['system/Observation.rs', 'system/Encounter.r'];
    const narrow = await connect(world, await aMachine(world, scopes), scopes.join(' '));
    const query = 'Observation?_id={kali-anh}&_include=Observation:encounter';
    expect(await along(query, narrow)).toHaveLength(2);
    expect(await along(`${query}&_include:iterate=Encounter:patient`, narrow)).toBe(403);
  });
});

describe('A search through what a resource refers to', () => {
  it.each([
    ['Observation?patient.name=trinh thi', ['kali-an', 'kali-anh']],
    ['Observation?subject:Patient.name=Trịnh&patient.birthdate=1980-02-03', ['kali-anh']],
    ['Observation?patient.birthdate=1980-02-03', ['kali-anh', 'kali-hung']],
    ['Observation?patient.birthdate=1980-02-03&patient.gender=male', ['kali-hung']],
    ['Observation?patient.name:exact=Trịnh Thị Ân', ['kali-an']],
    ['Observation?patient.name=khongco', []],
    [`Observation?subject.identifier=${SYSTEM}|hung`, ['kali-hung']],
    [`Observation?encounter.identifier=${SYSTEM}|visit-an`, ['kali-an']],
    ['Observation?patient={anh}&encounter.class=AMB', ['kali-anh']],
    ['Observation?patient={anh}&encounter:Encounter.class=EMER', []],
    ['Observation?patient={hung}&encounter.status=finished', ['kali-hung']],
    [`Observation?patient={anh}&performer.identifier=${SYSTEM}|ktv-1`, ['kali-anh']],
    [`Observation?patient={an}&performer.identifier=${SYSTEM}|ktv-2`, ['kali-an']],
    [`Observation?patient={an}&performer:identifier=${SYSTEM}|ktv-1`, []],
    ['Observation?patient={anh}&performer=Practitioner/{ktv-1}', ['kali-anh']],
    ['Encounter?patient.name=hung', ['visit-hung']],
  ])('%s finds %j', async (query, names) => {
    expect(await found(asked(query))).toEqual(names);
  });

  it.each([
    'Observation?patient.gender=male',
    'Observation?patient.nothing=x',
    'Observation?patient={anh}&encounter.nothing=x',
    'Observation?patient={anh}&encounter.patient.name=x',
    'Observation?patient.birthdate=soon',
  ])('%s is refused', async (query) => {
    expect(await found(asked(query))).toBe(400);
  });

  it('needs the right to search what is asked about, unless by its number', async () => {
    const scope = 'system/Observation.rs';
    const narrow = await connect(world, await aMachine(world, [scope]), scope);
    expect(await found('Observation?patient.name=trinh', narrow)).toBe(403);
    expect(await found(asked('Observation?patient={anh}&encounter.status=finished'), narrow)).toBe(403);
    expect(
      await found(
        'Observation?patient={anh}&_has:Observation:has-member:code=1'.replace('{anh}', ids.get('anh')!),
        narrow,
      ),
    ).toBe(400);
    expect(await found(`Observation?patient.identifier=${SYSTEM}|anh`, narrow)).toEqual(['kali-anh']);
  });
});

describe('A search by what refers to a resource', () => {
  it.each([
    ['Patient?_has:Observation:patient:code=2951-2', ['hung']],
    ['Patient?_has:Observation:subject:code=http://loinc.org|2823-3', ['an', 'anh']],
    ['Patient?name=trinh&_has:Observation:patient:code=2823-3', ['an', 'anh']],
    ['Patient?name=hung&_has:Observation:patient:code=2823-3', []],
    ['Patient?_id={hung}&_has:Observation:patient:code=2951-2&_has:Encounter:patient:class=EMER', ['hung']],
    [`Patient?_has:Observation:patient:identifier=${SYSTEM}|kali-an`, ['an']],
    ['Encounter?patient={anh}&_has:Observation:encounter:code=2823-3', ['visit-anh']],
    ['Encounter?patient={anh}&_has:Observation:encounter:code=2951-2', []],
  ])('%s finds %j', async (query, names) => {
    expect(await found(asked(query))).toEqual(names);
  });

  it.each([
    'Patient?_has:Observation:patient',
    'Patient?_has:Nothing:patient:code=1',
    'Patient?_has:Observation:based-on:code=1',
    'Patient?_has:Observation:patient:nothing=1',
    'Encounter?_has:Observation:encounter:code=2823-3',
  ])('%s is refused', async (query) => {
    expect(await found(asked(query))).toBe(400);
  });
});

describe('Names', () => {
  it.each([
    ['Patient?name=trinh&active=true', ['an', 'anh']],
    ['Patient?name=trinh&active:not=true', []],
    ['Patient?birthdate=1980-02-03&deceased=false&gender=male', ['hung']],
    ['Patient?name=trinh&address=Hà Nội', []],
    ['Observation?patient.name=trinh&patient.active=true', ['kali-an', 'kali-anh']],
    ['Patient?active=true', 400],
    ['Observation?patient.deceased=true', 400],
    ['Patient?name=trinh&active=perhaps', 400],
    ['Patient?name:exact=Trịnh Thị Ánh', ['anh']],
    ['Patient?name:exact=trinh thi anh', []],
    ['Patient?family:exact=Trịnh', ['an', 'anh']],
    ['Patient?given:exact=Ánh', ['anh']],
    [`Patient?name:exact=${encodeURIComponent('Trịnh Thị Ánh'.normalize('NFD'))}`, ['anh']],
    ['Patient?name:contains=rinh', ['an', 'anh']],
    ['Patient?name:contains=RỊNH THỊ Á&birthdate=1980-02-03', ['anh']],
    ['Patient?name:contains=rinh,ung', ['an', 'anh', 'hung']],
    ['Patient?name:contains=%25', 400],
    ['Patient?name:above=x', 400],
    ['Practitioner?name:exact=Đỗ Hữu Đạt', ['ktv-1']],
    ['Practitioner?name:exact=Đỗ', []],
    ['Practitioner?name:contains=huu d', ['ktv-1']],
  ])('%s finds %j', async (query, names) => {
    expect(await found(query)).toEqual(names);
  });

  it('are found so page by page, and counted', async () => {
    const first = await machine.get('/fhir/R4/Patient?name:contains=rinh&_count=1&_total=accurate');
    const { link } = first.body as { link: { relation: string; url: string }[] };
    const next = link.find(({ relation }) => relation === 'next')!.url;
    const second = await machine.get(next.slice(next.indexOf('/fhir/R4')));
    const both = [first, second].flatMap(({ body }) =>
      (body.entry as { resource: { id: string } }[]).map((one) => one.resource.id),
    );
    expect([first.body.total, both.sort()]).toEqual([2, [ids.get('an'), ids.get('anh')].sort()]);
  });
});

describe('A create on a condition', () => {
  const value = randomUUID();
  const condition = { resourceType: 'Condition', code: { text: 'Sốt' }, identifier: identifier(value) };
  const create = (ifNoneExist: string, name = 'anh') =>
    machine.post(
      '/fhir/R4/Condition',
      { ...condition, subject: to('Patient', name) },
      { 'If-None-Exist': ifNoneExist },
    );

  it('of more than an identifier answers what its sender has sent that meets all of it, and makes what it has not', async () => {
    const first = await create(asked(`patient={anh}&identifier=${SYSTEM}|${value}`));
    const again = await create(asked(`patient=Patient/{anh}&identifier=${SYSTEM}|${value}`));
    const other = await create(asked(`patient={anh}&clinical-status=resolved&identifier=${SYSTEM}|${value}`));
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
    // None is resolved, and so nothing of it is here.
    expect(other.status).not.toBe(400);
    const theirs = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
    const body = { ...condition, subject: to('Patient', 'anh') };
    const made = await theirs.post('/fhir/R4/Condition', body, {
      'If-None-Exist': asked(`patient={anh}&identifier=${SYSTEM}|${value}`),
    });
    expect([made.status, made.body.id === first.body.id]).toEqual([201, false]);
  });

  it.each(['Condition', 'Observation', 'Encounter'])(
    'of sixteen at once makes one %s, whatever address each Bundle gives it and whatever else it says',
    async (type) => {
      const number = randomUUID();
      const said = (at: number) => ({
        Condition: { code: { text: `Ho ${at}` } },
        Observation: { status: 'final', effectiveDateTime: AT, code: { text: 'Nhịp' }, valueString: `${at}` },
        Encounter: { status: 'finished', class: { code: 'AMB' }, period: { start: AT, end: AT } },
      });
      const all = await Promise.all(
        Array.from({ length: 16 }, (_, at) => {
          const resource = {
            ...{ resourceType: type, subject: to('Patient', 'an'), identifier: identifier(number) },
            ...said(at)[type as 'Condition'],
          };
          const ifNoneExist = `identifier=${SYSTEM}|${number}`;
          if (at % 4 === 0) return machine.post(`/fhir/R4/${type}`, resource, { 'If-None-Exist': ifNoneExist });
          const entry = [
            { fullUrl: `urn:uuid:${randomUUID()}`, resource, request: { method: 'POST', url: type, ifNoneExist } },
          ];
          return machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
        }),
      );
      const places = all.map(({ body }) => body.id ?? body.entry?.[0].response.location.split('/')[1]);
      const made = all.filter(({ status, body }) => /^201/.test(body.entry?.[0].response.status ?? String(status)));
      expect([new Set(places).size, made.length, new Set(all.map(({ status }) => status < 300))]).toEqual([
        1,
        1,
        new Set([true]),
      ]);
    },
  );

  it.each(['status=active', 'nothing=x', 'patient.name=anh'])('of %s is refused', async (ifNoneExist) => {
    expect((await create(ifNoneExist)).status).toBe(400);
  });

  it('of a patient needs an identifier', async () => {
    const body = {
      resourceType: 'Patient',
      name: [{ text: 'Trịnh Thị Ánh' }],
      birthDate: '1980-02-03',
      gender: 'female',
    };
    const post = (ifNoneExist: string) => machine.post('/fhir/R4/Patient', body, { 'If-None-Exist': ifNoneExist });
    expect((await post('name=trinh&birthdate=1980-02-03')).status).toBe(400);
    const same = await post(`identifier=${SYSTEM}|anh&birthdate=1980-02-03`);
    expect([same.status, same.body.id]).toEqual([200, ids.get('anh')]);
  });
});

describe('A transaction and a batch answer of what they wrote', () => {
  const entry = () => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource: {
      resourceType: 'Condition',
      code: { text: 'Ho' },
      subject: to('Patient', 'hung'),
      identifier: identifier(randomUUID()),
    },
    request: { method: 'POST', url: 'Condition' },
  });
  it.each([
    ['transaction', 'return=representation', true],
    ['transaction', 'return=minimal', false],
    ['transaction', '', false],
    ['batch', 'return=representation', true],
    ['batch', 'return=minimal', false],
    ['batch', '', true],
  ])('%s with Prefer: %s', async (type, prefer, isShown) => {
    const headers = prefer ? { Prefer: prefer } : undefined;
    const { status, body } = await machine.post(
      '/fhir/R4',
      { resourceType: 'Bundle', type, entry: [entry(), entry()] },
      headers,
    );
    const shown = (body.entry as { resource?: { code: { text: string } }; response: { status: string } }[]).map(
      (one) => [one.response.status.slice(0, 3), one.resource?.code.text],
    );
    expect([status, shown]).toEqual([200, Array.from({ length: 2 }, () => ['201', isShown ? 'Ho' : undefined])]);
  });
});

describe('A search within what is of somebody', () => {
  it.each([
    ['Patient/{anh}/Observation', ['kali-anh']],
    ['Patient/{anh}/Observation?patient={anh}', ['kali-anh']],
    ['Patient/{anh}/Observation?patient={an}', []],
    ['Patient/{anh}/Observation?subject=Patient/{an}&code=2823-3', []],
    ['Encounter/{visit-an}/Observation?encounter={visit-anh}', []],
    ['Patient/{anh}/Observation?patient:not={anh}', 400],
  ] as const)('%s finds %j, whoever is named besides', async (path, names) => {
    expect(await found(asked(path))).toEqual(names);
  });

  it('by a telephone that somebody does not have finds the others', async () => {
    await send('goi', {
      ...{ resourceType: 'Patient', name: [{ text: 'Ma Thị Gọi' }], birthDate: '1980-02-03', gender: 'female' },
      telecom: [{ system: 'phone', value: '0356123789' }],
    });
    const both = asked('_id={goi},{an}');
    expect(await found(`Patient?${both}&phone=0356123789`)).toEqual(['goi']);
    expect(await found(`Patient?${both}&phone:not=0356123789`)).toEqual(['an']);
    expect(await found(`Patient?${both}&phone:not=0399999999`)).toEqual(['an', 'goi']);
    expect(await found('Patient?name=Ma%20Thi%20Goi&phone:not=0356123789')).toEqual([]);
  });
});

it('A condition is found by when it ended, and a visit by where it was', async () => {
  await send('buong-9', { resourceType: 'Location', name: 'Buồng 9', identifier: identifier('buong-9') });
  const subject = to('Patient', 'anh');
  await send('visit-9', {
    ...{ resourceType: 'Encounter', subject, status: 'finished', period: { start: AT, end: AT } },
    ...{ class: { code: 'AMB' }, location: [{ location: to('Location', 'buong-9') }] },
  });
  const code = { text: 'Viêm họng' };
  await send('ended', {
    resourceType: 'Condition',
    subject,
    code,
    onsetDateTime: '2026-01',
    abatementDateTime: '2026-02',
  });
  const of = asked('patient={anh}');
  expect(await found(`Encounter?${of}&location=${ids.get('buong-9')!}`)).toEqual(['visit-9']);
  expect(await found(`Encounter?${of}&location:missing=false`)).toEqual(['visit-9']);
  expect(await found(`Condition?${of}&abatement-date=2026-02`)).toEqual(['ended']);
  expect(await found(`Condition?${of}&abatement-date=lt2026-02`)).toEqual([]);
  expect(await found(`Condition?${of}&abatement-date:missing=false`)).toEqual(['ended']);
});
