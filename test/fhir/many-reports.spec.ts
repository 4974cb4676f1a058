import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { statementsOf } from '../support/statements.js';
import { startWorld, type Client, type World } from '../support/world.js';

let world: World;
let machine: Client;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  machine = await connect(world, await aMachine(world, ['system/*.cruds']), 'system/*.cruds');
});
afterAll(() => world.close());

interface Said {
  readonly id: string;
  readonly resourceType: string;
  readonly [element: string]: unknown;
}
const entry = (resource: Said) => ({
  fullUrl: `urn:uuid:${resource.id}`,
  resource,
  request: { method: 'POST', url: resource.resourceType },
});
const AT = '2026-03-04T08:00:00+07:00';

/** A history: somebody, and as many reports, each of two potassium values beside it. */
function history(reports: number, value: (at: number) => number = () => 4) {
  const patient = { id: randomUUID(), resourceType: 'Patient', name: [{ text: 'Lý Thị Mơ' }], gender: 'female' };
  const subject = { reference: `urn:uuid:${patient.id}` };
  const values = Array.from({ length: reports * 2 }, (_, at) => ({
    ...{ id: randomUUID(), resourceType: 'Observation', status: 'final', subject, effectiveDateTime: AT },
    category: [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
    ],
    code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali' },
    valueQuantity: { value: value(at), unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
  }));
  const all = Array.from({ length: reports }, (_, at) => ({
    ...{ id: randomUUID(), resourceType: 'DiagnosticReport', status: 'final', subject, effectiveDateTime: AT },
    code: { text: `Điện giải ${at}` },
    result: values.slice(at * 2, at * 2 + 2).map(({ id }) => ({ reference: `urn:uuid:${id}` })),
  }));
  return { resourceType: 'Bundle', type: 'transaction', entry: [patient, ...values, ...all].map(entry) };
}

describe('A Bundle of many reports', () => {
  it('costs no more statements for two hundred than for ten, and every report has its own values', async () => {
    const counts: number[] = [];
    for (const many of [10, 200]) {
      const bundle = history(many);
      const statements = await statementsOf(world.app, async () => {
        expect((await machine.post('/fhir/R4', bundle)).status).toBe(200);
      });
      counts.push(statements.length);
      const [row] = await world.sql(
        `SELECT count(*)::int AS reports, count(DISTINCT v.report_id)::int AS versions, min(n.many)::int AS least, max(n.many)::int AS most,
           bool_and(v.observation_ids = n.ids) AS whole
         FROM diagnostic_report r JOIN diagnostic_report_version v ON v.report_id = r.id CROSS JOIN LATERAL (
           SELECT count(*) AS many, array_agg(o.id ORDER BY array_position(v.observation_ids, o.id)) AS ids FROM observation o WHERE o.report_id = r.id) n
         WHERE r.patient_id = (SELECT max(patient_id::text)::uuid FROM diagnostic_report)`,
      );
      expect(row).toEqual({ reports: many, versions: many, least: 2, most: 2, whole: true });
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('tells of the critical among them, and names the one that gathers what is another’s', async () => {
    const bundle = history(3, (at) => (at === 3 ? 7.7 : 4));
    const { status, body } = await machine.post('/fhir/R4', bundle);
    expect(status).toBe(200);
    const [, id] = body.entry[8].response.location.split('/').slice(-4);
    const tasks = await world.sql(
      `SELECT focus_id FROM task WHERE kind = 'critical-result' AND focus = 'diagnostic_report' AND status <> 'completed'
        AND patient_id = (SELECT patient_id FROM diagnostic_report WHERE id = $1)`,
      [id],
    );
    expect(tasks).toEqual([{ focus_id: id }]);
    const twice = history(2);
    const [first, second] = twice.entry.slice(-2).map(({ resource }) => resource as unknown as { result: object[] });
    second!.result = first!.result;
    const refused = await machine.post('/fhir/R4', twice);
    expect([
      refused.status,
      refused.body.issue.map((issue: { expression?: string[] }) => issue.expression?.[0]),
    ]).toEqual([409, expect.arrayContaining(['Bundle.entry[6].resource'])]);
  });
});

describe('A Bundle of many reports with their values in them', () => {
  const DAY_MS = 86_400_000;
  /** One a day, the newest first: of a number, of a code, and of parts. */
  function inside(reports: number, potassium: (at: number) => number = () => 4) {
    const patient = { id: randomUUID(), resourceType: 'Patient', name: [{ text: 'Lý Thị Mơ' }], gender: 'female' };
    const subject = { reference: `urn:uuid:${patient.id}` };
    const loinc = (code: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code }], text });
    const all = Array.from({ length: reports }, (_, at) => {
      const value = { resourceType: 'Observation', status: 'final', subject };
      const contained = [
        { ...value, id: 'k', code: loinc('2823-3', 'Kali'), valueQuantity: { value: potassium(at), unit: 'mmol/L' } },
        { ...value, id: 'g', code: loinc('883-9', 'Nhóm máu'), valueCodeableConcept: { text: 'O' } },
        {
          ...value,
          id: 'd',
          code: { text: 'Điện giải' },
          component: [{ code: loinc('2951-2', 'Natri'), valueQuantity: { value: 140, unit: 'mmol/L' } }],
        },
      ];
      return {
        ...{ id: randomUUID(), resourceType: 'DiagnosticReport', status: 'final', subject, contained },
        ...{
          code: { text: `Ngày ${at}` },
          effectiveDateTime: new Date(Date.parse(AT) - at * (DAY_MS / 4)).toISOString(),
        },
        result: contained.map(({ id }) => ({ reference: `#${id}` })),
      };
    });
    return { resourceType: 'Bundle', type: 'transaction', entry: [patient, ...all].map(entry) };
  }

  it('costs no more statements for two hundred than for ten, and every report has its own values in their order', async () => {
    const counts: number[] = [];
    for (const many of [10, 200]) {
      const bundle = inside(many, (at) => (36 + (at % 10)) / 10);
      const statements = await statementsOf(world.app, async () => {
        expect((await machine.post('/fhir/R4', bundle)).status).toBe(200);
      });
      counts.push(statements.length);
      const [row] = await world.sql(
        `SELECT count(*)::int AS reports, bool_and(v.shown = 3 AND v.number = r.display || ' ' || v.potassium) AS whole FROM diagnostic_report r
           JOIN LATERAL (SELECT cardinality(v.observation_ids) AS shown, r.display || ' ' || (SELECT trim_scale(value_number) FROM observation
               WHERE id = v.observation_ids[1]) AS number, trim_scale(3.6 + (substr(r.display, 6)::int % 10) / 10.0) AS potassium
             FROM diagnostic_report_version v WHERE v.report_id = r.id) v ON true
         WHERE r.patient_id = (SELECT max(patient_id::text)::uuid FROM diagnostic_report)`,
      );
      expect(row).toEqual({ reports: many, whole: true });
    }
    expect(counts[1]).toBe(counts[0]);
  });

  it('judges each beside the others: what changed suddenly since the one before, wherever that stands, and who has to be told', async () => {
    const bundle = inside(3, (at) => [7.4, 4.1, 4][at]!);
    const { status, body } = await machine.post('/fhir/R4', bundle);
    expect(status).toBe(200);
    const [newest, before] = (body.entry as { response: { location: string } }[])
      .slice(1)
      .map(({ response }) => response.location.split('/').at(-3)!);
    const rows = await world.sql(
      `SELECT o.report_id, o.criticality, o.sudden_change->>'value' AS from_value,
         (SELECT report_id FROM observation b WHERE b.id = (o.sudden_change->>'observationId')::uuid) AS from_report
       FROM observation o WHERE o.code = '2823-3' AND o.report_id IN ('${newest}', '${before}') ORDER BY effective_at DESC`,
    );
    expect(rows).toEqual([
      { report_id: newest, criticality: 'critical', from_value: '4.1', from_report: before },
      { report_id: before, criticality: 'not-critical', from_value: null, from_report: null },
    ]);
    const tasks = await world.sql(`SELECT kind FROM task WHERE focus = 'diagnostic_report' AND focus_id = '${newest}'`);
    expect(tasks).toEqual([{ kind: 'critical-result' }]);
  });
});

describe('A Bundle of many people', () => {
  const people = (many: number, identifierOf: (at: number) => string) => ({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: Array.from({ length: many }, (_, at) =>
      entry({
        ...{ id: randomUUID(), resourceType: 'Patient', name: [{ text: `Giàng A Páo ${at}` }], gender: 'male' },
        ...{ birthDate: '1977-05', identifier: [{ system: 'http://people.example', value: identifierOf(at) }] },
      }),
    ),
  });
  const placesOf = ({ body }: { body: { entry: { response: { location: string } }[] } }) =>
    body.entry.map(({ response }) => response.location.split('/').at(-3));

  it('costs no more statements for a hundred than for ten; sent again, nobody is there twice', async () => {
    const counts: number[] = [];
    for (const many of [10, 100]) {
      const bundle = people(many, (at) => `${many}-${at}`);
      const statements = await statementsOf(world.app, async () => {
        expect((await machine.post('/fhir/R4', bundle)).status).toBe(200);
      });
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
    const [twice, other] = [people(100, (at) => `100-${at}`), people(30, (at) => `100-${at}`)];
    const again = await Promise.all([machine.post('/fhir/R4', twice), machine.post('/fhir/R4', other)]);
    expect(again.map(({ status }) => status)).toEqual([200, 200]);
    expect(placesOf(again[1] as never)).toEqual(placesOf(again[0]).slice(0, 30));
    const [row] = await world.sql(`SELECT count(*)::int AS n FROM patient WHERE full_name LIKE 'Giàng A Páo %'`);
    expect(row).toEqual({ n: 110 });
  });

  it('has one of whom it tells twice, and names who cannot be registered', async () => {
    const bundle = people(3, () => 'same');
    const [first, second, third] = bundle.entry;
    for (const { resource } of [second!, third!]) Object.assign(resource, { name: first!.resource['name'] });
    const answer = await machine.post('/fhir/R4', bundle);
    expect([answer.status, new Set(placesOf(answer as never)).size]).toEqual([200, 1]);
    const wrong = people(4, (at) => `wrong-${at}`);
    Object.assign(wrong.entry[2]!.resource, { birthDate: '1977-05-01', deceasedDateTime: '1970-01-01' });
    const refused = await machine.post('/fhir/R4', wrong);
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('entry[2]')]);
  });
});

describe('A create on a condition', () => {
  const SYSTEM = 'http://many.example/numbers';
  const identifier = (value: string) => [{ system: SYSTEM, value }];
  let subject: { reference: string };
  beforeAll(async () => {
    const person = { resourceType: 'Patient', name: [{ text: 'Lò Thị Én' }], gender: 'female' };
    subject = { reference: `Patient/${(await machine.post('/fhir/R4/Patient', person)).body.id}` };
  });

  it('that stands twice in one Bundle makes one, which whatever refers to either refers to; with other content it is refused', async () => {
    const number = randomUUID();
    const ifNoneExist = `identifier=${SYSTEM}|${number}`;
    const made = (type: string, said: object, request: object = {}) => ({
      fullUrl: `urn:uuid:${randomUUID()}`,
      resource: { resourceType: type, id: randomUUID().slice(0, 8), ...said },
      request: { method: 'POST', url: type, ...request },
    });
    const person = () =>
      made(
        'Patient',
        { name: [{ text: 'Cao Thị Đôi' }], gender: 'female', birthDate: '1981-02', identifier: identifier(number) },
        { ifNoneExist },
      );
    const [one, other] = [person(), person()];
    const specimen = (of: string) =>
      made(
        'Specimen',
        { identifier: identifier(`S${number}`), subject: { reference: of } },
        { ifNoneExist: `identifier=${SYSTEM}|S${number}` },
      );
    const tubes = [specimen(one.fullUrl), specimen(other.fullUrl)];
    const values = tubes.map(({ fullUrl }, at) =>
      made('Observation', {
        ...{ status: 'final', code: { text: `Nhịp ${at}` }, valueString: `${at}`, effectiveDateTime: AT },
        ...{ subject: { reference: at === 0 ? other.fullUrl : one.fullUrl }, specimen: { reference: fullUrl } },
      }),
    );
    const send = (entry: object[]) => machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
    const { status, body } = await send([one, ...tubes, ...values, other]);
    const said = (body.entry ?? []).map(({ response }: { response: { status: string; location: string } }) => [
      response.status.slice(0, 3),
      response.location.split('/').slice(-4, -2).join('/'),
    ]);
    expect([status, said.map(([code]: string[]) => code)]).toEqual([200, ['201', '201', '200', '201', '201', '200']]);
    expect([said[5][1], said[2][1]]).toEqual([said[0][1], said[1][1]]);
    const read = await Promise.all([3, 4].map(async (at) => (await machine.get(`/fhir/R4/${said[at][1]}`)).body));
    expect(read).toMatchObject(
      [0, 1].map(() => ({ subject: { reference: said[0][1] }, specimen: { reference: said[1][1] } })),
    );
    const again = await send([other, ...tubes, one]);
    expect(
      again.body.entry.map(({ response }: { response: { status: string } }) => response.status.slice(0, 3)),
    ).toEqual(['200', '200', '200', '200']);

    const condition = (text: string) =>
      made(
        'Condition',
        { code: { text }, subject: subject, identifier: identifier(`C${number}`) },
        { ifNoneExist: `identifier=${SYSTEM}|C${number}` },
      );
    const unlike = await send([condition('Ho'), condition('Sốt')]);
    expect([unlike.status, unlike.body.issue[1].expression]).toEqual([400, ['Bundle.entry[1].request.ifNoneExist']]);
    const stands = await machine.get(`/fhir/R4/Condition?identifier=${SYSTEM}|C${number}`);
    expect(stands.body.entry ?? []).toEqual([]);
  });

  it('costs no more statements for a hundred of a Bundle than for ten', async () => {
    const counts: number[] = [];
    for (const many of [10, 100]) {
      const entry = Array.from({ length: many }, () => {
        const number = randomUUID();
        const resource = {
          resourceType: 'Condition',
          code: { text: 'Ho' },
          subject: subject,
          identifier: identifier(number),
        };
        const request = { method: 'POST', url: 'Condition', ifNoneExist: `identifier=${SYSTEM}|${number}` };
        return { fullUrl: `urn:uuid:${randomUUID()}`, resource, request };
      });
      const statements = await statementsOf(world.app, async () => {
        const { status } = await machine.post('/fhir/R4', { resourceType: 'Bundle', type: 'transaction', entry });
        expect(status).toBe(200);
      });
      counts.push(statements.length);
    }
    expect(counts[1]).toBe(counts[0]);
  });
});
