import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { anAdmission, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
let patient: { id: string; mrn: string };
let encounterId: string;
const at = new Date(Date.now() - 3_600_000).toISOString();
const subject = () => ({ reference: `Patient/${patient.id}` });
const kali = (value: number, more: object = {}) => ({
  resourceType: 'Observation',
  id: randomUUID(),
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
  subject: subject(),
  effectiveDateTime: at,
  valueQuantity: { value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  ...more,
});
const PERSON = { fullName: 'Trần Thị Hoà Bình', birthDate: '1985-03-04', phones: ['0903123456'] };
const CARD = { system: 'https://benhan.vn/fhir/sid/cccd', value: '079185001234' };

beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
  patient = await aPatient(world, { ...PERSON, identifiers: [{ system: 'cccd', value: CARD.value }] });
  ({ id: encounterId } = await anAdmission(world, { patientId: patient.id }));
  await anOrder(world, { encounterId });
  for (const value of [4.1, 4.2]) {
    const time = value === 4.1 ? '2026-01-02T03:04:05Z' : at;
    await machine.post('/fhir/R4/Observation', kali(value, { effectiveDateTime: time }));
  }
  await machine.post('/fhir/R4/Specimen', { resourceType: 'Specimen', subject: subject() });
});
afterAll(() => world.close());

interface Bundle {
  readonly link: { relation: string; url: string }[];
  readonly entry: { resource: { resourceType: string; id: string }; search: { mode: string } }[];
}
const typesIn = ({ entry }: Bundle) => [...new Set(entry.map(({ resource }) => resource.resourceType))].sort();
const pathOf = (url: string) => url.slice(url.indexOf('/fhir/R4'));
const eventsOf = ({ headers }: { headers: Record<string, unknown> }) =>
  world.sql('SELECT kind, patient_id, patient_ids FROM audit.event WHERE request_id = $1 ORDER BY id', [
    headers['x-request-id'],
  ]);
const count = async (table: string) => (await world.sql(`SELECT count(*)::int AS n FROM ${table}`))[0];

describe('$everything', () => {
  it('brings along everybody whom a page names', async () => {
    const { id } = await aPatient(world);
    const staff = await world.sql<{ id: string }>(
      `WITH who AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       INSERT INTO staff_member (username, full_name, password_hash) SELECT 'many' || n, 'Điều dưỡng ' || n, 'x' FROM generate_series(1, 105) n, who RETURNING id`,
    );
    const performer = staff.map((one) => ({ actor: { reference: `Practitioner/${one.id}` } }));
    const procedure = {
      resourceType: 'Procedure',
      status: 'completed',
      subject: { reference: `Patient/${id}` },
      performer,
    };
    expect((await machine.post('/fhir/R4/Procedure', procedure)).status).toBe(201);
    const { entry } = (await machine.get(`/fhir/R4/Patient/${id}/$everything?_count=100`)).body as Bundle;
    expect(entry.filter(({ resource }) => resource.resourceType === 'Practitioner')).toHaveLength(105);
  });

  it('tells all of a patient page by page, each once, and each page is on the trail as theirs', async () => {
    const whole = await machine.get(`/fhir/R4/Patient/${patient.id}/$everything`);
    expect([whole.status, whole.body.type]).toEqual([200, 'searchset']);
    expect(typesIn(whole.body)).toEqual(
      expect.arrayContaining(['Patient', 'Encounter', 'Observation', 'ServiceRequest', 'Specimen', 'Practitioner']),
    );
    const ids: string[] = [];
    for (let next: string | undefined = `/fhir/R4/Patient/${patient.id}/$everything?_count=2`; next;) {
      const page = await machine.get(next);
      expect(await eventsOf(page)).toEqual([{ kind: 'list', patient_id: patient.id, patient_ids: [patient.id] }]);
      const { entry, link } = page.body as Bundle;
      ids.push(...entry.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource.id));
      const { url } = link.find(({ relation }) => relation === 'next') ?? {};
      next = url && pathOf(url);
    }
    const all = (whole.body as { entry: { resource: { id: string }; search: { mode: string } }[] }).entry;
    expect(ids).toEqual(all.filter(({ search }) => search.mode === 'match').map(({ resource }) => resource.id));
  });

  it('is narrowed by type and time, and told of a visit; what is not known is refused', async () => {
    const some = await machine.get(`/fhir/R4/Patient/${patient.id}/$everything?_type=Observation,Specimen`);
    expect(typesIn(some.body)).toEqual(['Observation', 'Specimen']);
    const future = await machine.get(`/fhir/R4/Patient/${patient.id}/$everything?_since=2200-01-01T00:00:00Z`);
    expect([future.status, future.body.entry]).toEqual([200, []]);
    expect(await eventsOf(future)).toMatchObject([{ kind: 'list', patient_id: patient.id }]);
    const cared = async (query: string, path = `Patient/${patient.id}`) => {
      const { status, body } = await machine.get(`/fhir/R4/${path}/$everything?${query}`);
      return status === 200 ? (body as Bundle).entry.filter(({ search }) => search.mode === 'match').length : status;
    };
    const ofJanuary = '_type=Observation&start=2026-01-01&end=2026-01';
    expect([
      await cared(ofJanuary),
      await cared('_type=Observation&end=2025'),
      await cared('start=2026-02-30'),
    ]).toEqual([1, 0, 400]);
    // Who it is, and what holds from then on, is told whenever care was given.
    expect([await cared('_type=Patient&end=2025'), await cared('start=2026', `Encounter/${encounterId}`)]).toEqual([
      1, 400,
    ]);
    const visit = await world.as('doctor').get(`/fhir/R4/Encounter/${encounterId}/$everything`);
    expect(typesIn(visit.body)).toEqual(expect.arrayContaining(['Encounter', 'Patient', 'ServiceRequest']));
    // These came about the patient, and of no visit.
    expect(typesIn(visit.body)).not.toContain('Observation');
    expect((await machine.get(`/fhir/R4/Patient/${patient.id}/$everything?code=x`)).status).toBe(400);
    expect((await machine.get(`/fhir/R4/Patient/${randomUUID()}/$everything`)).status).toBe(404);
  });

  it('needs every type that is asked for, and is not for those who read no chart', async () => {
    const narrow = await connect(world, await aMachine(world, ['system/Observation.rs']), 'system/Observation.rs');
    expect((await narrow.get(`/fhir/R4/Patient/${patient.id}/$everything`)).status).toBe(403);
    const own = await narrow.get(`/fhir/R4/Patient/${patient.id}/$everything?_type=Observation`);
    expect([own.status, typesIn(own.body)]).toEqual([200, ['Observation']]);
    expect((await world.as('lab').get(`/fhir/R4/Patient/${patient.id}/$everything`)).status).toBe(403);
  });
});

describe('$summary', () => {
  it('is a document that says of what nobody wrote that it is unknown, not that there is none', async () => {
    const answer = await machine.get(`/fhir/R4/Patient/${patient.id}/$summary`);
    expect([answer.status, answer.body.type, answer.body.entry[0].resource.resourceType]).toEqual([
      200,
      'document',
      'Composition',
    ]);
    interface Section {
      code: { coding: { code: string }[] };
      entry?: { reference: string }[];
      emptyReason?: { coding: { code: string }[] };
    }
    const sections = answer.body.entry[0].resource.section as Section[];
    const of = (code: string) => sections.find((one) => one.code.coding[0]?.code === code);
    for (const required of ['48765-2', '11450-4', '10160-0']) {
      expect([required, of(required)?.entry, of(required)?.emptyReason?.coding[0]?.code]).toEqual([
        required,
        undefined,
        'unavailable',
      ]);
    }
    expect(of('30954-2')?.entry).toHaveLength(2);
    const here = (answer.body.entry as { fullUrl: string }[]).map(({ fullUrl }) => fullUrl);
    for (const { reference } of sections.flatMap(({ entry = [] }) => entry)) {
      expect(here.some((url) => url.endsWith(`/${reference}`))).toBe(true);
    }
    expect(await eventsOf(answer)).toMatchObject([{ kind: 'list', patient_id: patient.id }]);
  });

  it('tells what is on record, as text that is nothing but text', async () => {
    const other = await aPatient(world);
    const allergy = { resourceType: 'AllergyIntolerance', patient: { reference: `Patient/${other.id}` } };
    await machine.post('/fhir/R4/AllergyIntolerance', { ...allergy, code: { text: 'Tôm <b>&' } });
    const refuted = { coding: [{ code: 'refuted' }] };
    await machine.post('/fhir/R4/AllergyIntolerance', {
      ...allergy,
      code: { text: 'Cua' },
      verificationStatus: refuted,
    });
    const whose = { subject: { reference: `Patient/${other.id}` } };
    for (const status of ['final', 'entered-in-error']) {
      expect((await machine.post('/fhir/R4/Observation', kali(4.6, { ...whose, status }))).status).toBe(201);
    }
    const { body } = await world.as('doctor').get(`/fhir/R4/Patient/${other.id}/$summary`);
    const [section] = body.entry[0].resource.section;
    expect([section.entry.length, section.emptyReason]).toEqual([1, undefined]);
    const results = (
      body.entry[0].resource.section as { code: { coding: { code: string }[] }; entry: object[] }[]
    ).find(({ code }) => code.coding[0]?.code === '30954-2');
    expect(results?.entry).toHaveLength(1);
    expect(section.text.div).toContain('Tôm &lt;b&gt;&amp;');
  });
});

describe('$match', () => {
  const match = (person: object, ...parameter: object[]) =>
    machine.post('/fhir/R4/Patient/$match', {
      resourceType: 'Parameters',
      parameter: [{ name: 'resource', resource: { resourceType: 'Patient', ...person } }, ...parameter],
    });
  const grades = ({
    body,
  }: {
    body: { entry: { resource: { id: string }; search: { extension: { valueCode: string }[] } }[] };
  }) => body.entry.map(({ resource, search }) => [resource.id, search.extension[0]!.valueCode]);
  const name = [{ text: PERSON.fullName }];

  it('says how sure it is: certain by the very number with name and birth date, less by less', async () => {
    const sure = await match({ name, birthDate: PERSON.birthDate, identifier: [CARD] });
    const likely = await match({ name, birthDate: PERSON.birthDate });
    const perhaps = await match({ telecom: [{ system: 'phone', value: '0903123456' }] });
    const lent = await match({ name: [{ text: 'Lê Văn Khác' }], birthDate: '1960-01-01', identifier: [CARD] });
    expect([sure, likely, perhaps, lent].map(grades)).toEqual([
      [[patient.id, 'certain']],
      [[patient.id, 'probable']],
      [[patient.id, 'possible']],
      [[patient.id, 'probable']],
    ]);
    expect(sure.body.entry[0].search.score).toBe(1);
    expect(await eventsOf(sure)).toMatchObject([{ kind: 'search', patient_ids: [patient.id] }]);
  });

  it('answers certain ones alone where asked, nobody for a stranger, and refuses what finds nobody', async () => {
    const only = { name: 'onlyCertainMatches', valueBoolean: true };
    expect(grades(await match({ name, birthDate: PERSON.birthDate }, only))).toEqual([]);
    expect(grades(await match({ name, birthDate: PERSON.birthDate, identifier: [CARD] }, only))).toHaveLength(1);
    expect(grades(await match({ name: [{ text: 'Ngô Không Có' }], birthDate: '1999-09-09' }))).toEqual([]);
    expect((await match({ gender: 'female' })).status).toBe(400);
    expect((await match({ name }, { name: 'count', valueInteger: 0 })).status).toBe(400);
    expect((await machine.post('/fhir/R4/Patient/$match', { resourceType: 'Observation' })).status).toBe(400);
  });

  it('takes an insurance card for one in both its forms, as a search and an import do, and a citizen number that serves as one', async () => {
    const person = { fullName: 'Đoàn Thị Thẻ', sex: 'female', birthDate: '1977-01-02' };
    const system = 'https://benhan.vn/fhir/sid/bhyt';
    const { id } = await aPatient(world, {
      ...person,
      identifiers: [
        { system: 'bhyt', value: 'GD4790199887766' },
        { system: 'cccd', value: '079177009988' },
      ],
    });
    const said = { name: [{ text: person.fullName }], birthDate: person.birthDate };
    expect(grades(await match({ ...said, identifier: [{ system, value: '0199887766' }] }))).toEqual([[id, 'certain']]);
    const forms = ['0199887766', 'HS4790199887766', `${system}|0199887766`, `${system}|HS 4 79 0199887766`];
    for (const asked of [...forms, `${system}|079177009988`]) {
      const { body } = await machine.get(`/fhir/R4/Patient?identifier=${encodeURIComponent(asked)}`);
      expect([asked, (body as Bundle).entry.map(({ resource }) => resource.id)]).toEqual([asked, [id]]);
    }
    const sent = {
      resourceType: 'Patient',
      ...said,
      gender: 'female',
      identifier: [{ system, value: 'HS4790199887766' }],
    };
    expect((await machine.post('/fhir/R4/Patient', sent)).status).toBeLessThan(300);
    const subject = { identifier: { system, value: '0199887766' } };
    const code = { coding: [{ system: 'http://loinc.org', code: '2823-3' }] };
    const value = { effectiveDateTime: new Date().toISOString(), valueQuantity: { value: 4.4, unit: 'mmol/L' } };
    const result = { resourceType: 'Observation', status: 'final', code, subject, ...value };
    expect((await machine.post('/fhir/R4/Observation', result)).status).toBe(201);
    const kept = `SELECT p.id, (SELECT count(*)::int FROM observation o WHERE o.patient_id = p.id) AS results FROM patient p WHERE p.full_name = $1`;
    expect(await world.sql(kept, [person.fullName])).toEqual([{ id, results: 1 }]);
  });

  it('finds whoever registers people the same, and is not for those who search no patients', async () => {
    const body = { resourceType: 'Patient', name, birthDate: PERSON.birthDate };
    expect(grades(await world.as('registrar').post('/fhir/R4/Patient/$match', body))).toHaveLength(1);
    expect((await world.as('admin').post('/fhir/R4/Patient/$match', body)).status).toBe(403);
  });
});

describe('$validate', () => {
  it.each([
    ['would be taken', {}, 'information', undefined],
    ['is broken', { valueString: 'x' }, 'error', 'one-of-a-kind'],
    ['names nobody who is known', { subject: { reference: `Patient/${randomUUID()}` } }, 'warning', 'patient-unknown'],
  ])('says of what %s, and stores nothing', async (_, more, severity, text) => {
    const before = [
      await count('observation'),
      await count('fhir_source'),
      await count('delivery'),
      await count('task'),
    ];
    const answer = await machine.post('/fhir/R4/Observation/$validate', kali(7.9, more));
    const [first] = answer.body.issue as { severity: string; details?: { text: string } }[];
    expect([answer.status, answer.body.resourceType, first?.severity]).toEqual([200, 'OperationOutcome', severity]);
    if (text) expect(JSON.stringify(answer.body)).toContain(text);
    const after = [
      await count('observation'),
      await count('fhir_source'),
      await count('delivery'),
      await count('task'),
    ];
    expect(after).toEqual(before);
  });

  it('takes Parameters, tells whom it names on the trail, and says that nothing is deleted', async () => {
    const parameter = [
      { name: 'resource', resource: kali(4) },
      { name: 'mode', valueCode: 'create' },
    ];
    const given = { resourceType: 'Parameters', parameter };
    const answer = await world.as('lab').post('/fhir/R4/Observation/$validate', given);
    expect([answer.status, answer.body.issue[0].severity]).toEqual([200, 'information']);
    expect(await eventsOf(answer)).toMatchObject([{ kind: 'list', patient_ids: [patient.id] }]);
    const gone = await machine.post('/fhir/R4/Observation/$validate?mode=delete', kali(4));
    expect(gone.body.issue[0].severity).toBe('error');
    expect((await machine.post('/fhir/R4/Nothing/$validate', kali(4))).status).toBe(404);
    const other = { resourceType: 'Condition', code: { text: 'x' }, subject: subject() };
    expect((await world.as('lab').post('/fhir/R4/Condition/$validate', other)).status).toBe(403);
  });

  it('of an update looks at what would be changed: what was written here is none of it', async () => {
    const { body } = await machine.post('/fhir/R4/Observation', kali(4.4));
    const changed = { ...body, valueQuantity: { ...body.valueQuantity, value: 4.5 } };
    const good = await machine.post(`/fhir/R4/Observation/${body.id}/$validate`, changed);
    expect([good.status, good.body.issue[0].severity]).toEqual([200, 'information']);
    expect((await machine.get(`/fhir/R4/Observation/${body.id}`)).body.valueQuantity.value).toBe(4.4);
    const written = (await machine.get(`/fhir/R4/Encounter/${encounterId}`)).body;
    expect((await machine.post(`/fhir/R4/Encounter/${encounterId}/$validate`, written)).status).toBe(405);
  });
});

describe('$lastn', () => {
  it('tells the newest of each code, and as many as are asked for', async () => {
    const one = await world.as('doctor').get(`/fhir/R4/Observation/$lastn?patient=${patient.id}&category=laboratory`);
    const values = (one.body as { entry: { resource: { valueQuantity: { value: number } } }[] }).entry.map(
      ({ resource }) => resource.valueQuantity.value,
    );
    expect([one.status, values.length, values[0]! > 4.1]).toEqual([200, 1, true]);
    const two = await machine.get(`/fhir/R4/Observation/$lastn?patient=${patient.id}&code=2823-3&max=2`);
    expect(two.body.entry).toHaveLength(2);
    expect((await machine.get('/fhir/R4/Observation/$lastn?code=2823-3')).status).toBe(400);
  });

  it('says so where more codes have values than it tells', async () => {
    const { id } = await aPatient(world);
    await world.sql(
      `WITH who AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       INSERT INTO observation (patient_id, category, code_system, code, display, value_number, value_unit, status, effective_at)
       SELECT $1::uuid, 'laboratory', 'http://local.example', 'K' || n, 'Xét nghiệm ' || n, n, 'mmol/L', 'final', now() FROM generate_series(1, 501) n, who`,
      [id],
    );
    const { status, body } = await machine.get(`/fhir/R4/Observation/$lastn?patient=${id}`);
    const outcome = body.entry.filter(({ search }: { search: { mode: string } }) => search.mode === 'outcome');
    expect([status, body.entry.length, outcome.length, outcome[0].resource.issue[0].code]).toEqual([
      200,
      501,
      1,
      'incomplete',
    ]);
  });
});
