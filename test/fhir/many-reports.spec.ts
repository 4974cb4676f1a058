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
