import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HOUSE_ROLES, type Role } from '../../src/platform/routes/policy.js';
import { aMedicine, anOrder } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, isPatient, markConfidential } from '../support/ward-staff.js';
import { aWholeChart, type WholeChart } from '../support/whole-chart.js';
import { startWorld, type World } from '../support/world.js';
import { valueOf } from '../../src/kernel/list.js';
import { carriesOut, collectsSpecimen, ORDER_KINDS } from '../../src/clinical/orders/order-kind.rules.js';
import { firstRow } from '../../src/platform/database/rows.js';

let world: World;
let chart: WholeChart;
beforeAll(async () => {
  world = await startWorld();
});
beforeEach(async () => {
  chart = await aWholeChart(world);
});
afterAll(() => world.close());

const BY_ORDER = ['pharmacist', 'lab', 'radiographer'] as const;
const open = (role: Role, headers = {}) => world.as(role).get(`/api/v1/patients/${chart.patientId}`, headers);
const asSystem = (text: string, values: unknown[]) =>
  world.sql(
    `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"t"}', true)) ${text}`,
    values,
  );
/** As if every order of the patient had been closed this many days ago. */
const closedDaysAgo = (days: number) =>
  asSystem(
    `UPDATE service_order SET status = 'completed', ended_at = now() - make_interval(days => $2) FROM c WHERE patient_id = $1`,
    [chart.patientId, days],
  );
const prescribe = (status: string) =>
  asSystem(
    `INSERT INTO medication_request (patient_id, status, intent, display, authored_at)
     SELECT $1, $2, 'order', 'Paracetamol', now() FROM c`,
    [chart.patientId, status],
  );

/** An order in the encounter that this role carries out, besides the laboratory's that the chart has. */
async function orderOf(role: Role): Promise<void> {
  const encounterId = valueOf(chart.ids, 'encounters');
  if (role === 'radiographer') await anOrder(world, { encounterId, kind: 'imaging' });
  if (role === 'pharmacist') await aMedicine(world, { encounterId });
}

describe('People whose work is hospital-wide', () => {
  it.each(HOUSE_ROLES)('as %s see records that are not confidential, and never their own', async (role) => {
    const answer = await open(role);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([200, undefined]);
    await isPatient(world, role, chart.patientId);
    expectProblem(await open(role, { 'X-Reason': 'Cua toi' }), 403, 'own-record');
    await isPatient(world, role, null);
    expect((await open(role)).status).toBe(200);
  });

  it('are refused what is confidential or a colleague’s without an order; the attempt is on the trail', async () => {
    await closedDaysAgo(40);
    await markConfidential(world, chart.patientId, 'V');
    for (const role of BY_ORDER) expectProblem(await open(role), 403, 'confidential-needs-order');
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'refusal', patient_id: chart.patientId, username: 'radiographer' });
    await markConfidential(world, chart.patientId, 'N');
    await isPatient(world, 'doctor', chart.patientId);
    for (const role of BY_ORDER) expectProblem(await open(role), 403, 'confidential-needs-order');
    await isPatient(world, 'doctor', null);
  });

  it('see it with an order that is open, or was closed not long ago', async () => {
    await orderOf('radiographer');
    await orderOf('pharmacist');
    await markConfidential(world, chart.patientId, 'V');
    await closedDaysAgo(29);
    for (const role of BY_ORDER) expect((await open(role)).headers['x-care-access']).toBe('order');
    await closedDaysAgo(31);
    for (const role of BY_ORDER) expect((await open(role)).status).toBe(403);
    await anOrder(world, { encounterId: await reopened() });
    expect((await open('lab')).status).toBe(200);
    expect((await open('pharmacist')).status).toBe(403);
    await prescribe('active');
    expect((await open('pharmacist')).status).toBe(200);
  });

  it('see it with an order that is theirs to carry out, or to take a specimen for, and with no other', async () => {
    await closedDaysAgo(40);
    await markConfidential(world, chart.patientId, 'V');
    for (const kind of ORDER_KINDS) {
      const { id } = firstRow(
        await asSystem(
          `INSERT INTO service_order (patient_id, encounter_id, number, kind, code_system, code, display, detail, status, requested_by, signed_by, signed_at)
           SELECT $1, $2, 'T-' || gen_random_uuid(), $3, 'x', 'x', 'x', '{"dose":{},"route":{},"timing":{}}', 'active', $4, $4, now() FROM c RETURNING id`,
          [chart.patientId, chart.ids.encounters, kind, world.staff.doctor.id],
        ),
      );
      for (const role of BY_ORDER) {
        const isTheirs = carriesOut(kind, role) || (role === 'lab' && collectsSpecimen(kind));
        expect([kind, role, (await open(role)).status]).toEqual([kind, role, isTheirs ? 200 : 403]);
      }
      await asSystem(`UPDATE service_order SET status = 'entered-in-error', ended_at = now() FROM c WHERE id = $1`, [
        id,
      ]);
    }
  });

  /** The encounter, with the record open to the doctor who orders. */
  async function reopened(): Promise<string> {
    await asSystem('INSERT INTO staff_ward (staff_id, ward_id) SELECT $1, $2 FROM c ON CONFLICT DO NOTHING', [
      world.staff.doctor.id,
      world.wards[0].id,
    ]);
    return valueOf(chart.ids, 'encounters');
  }

  it.each(BY_ORDER)('as %s break the glass in an emergency, which is reviewed', async (role) => {
    await closedDaysAgo(40);
    await markConfidential(world, chart.patientId, 'V');
    const { id } = await breakGlass(world, role, chart.patientId, 'Cấp cứu ngừng tim');
    const answer = await open(role);
    expect([answer.status, answer.headers['x-care-access']]).toEqual([200, expect.stringMatching(/^break-glass/)]);
    const [event] = await world.sql(`SELECT * FROM audit.event WHERE kind = 'read' ORDER BY id DESC LIMIT 1`);
    expect(event).toMatchObject({ purpose: 'BTG', reason: 'Cấp cứu ngừng tim', patient_id: chart.patientId });
    const { body } = await world.as('privacy-officer').get('/api/v1/break-glass?review=pending&limit=100');
    expect((body.items as { id: string }[]).map((item) => item.id)).toContain(id);
    expect((await world.as(role).get(`/api/v1/patients/${chart.patientId}/access`)).body).toMatchObject({
      allowed: true,
      because: 'break-glass',
    });
  });

  it('as records officers tell why, in a header that goes on the trail', async () => {
    const path = `/api/v1/patients/${chart.patientId}/chart`;
    const officer = world.as('records-officer');
    expect((await officer.get(path)).status).toBe(200);
    await markConfidential(world, chart.patientId, 'R');
    const refused = await officer.get(path);
    expectProblem(refused, 403, 'confidential-needs-reason');
    expect(refused.body.title).toContain('nêu lý do');
    expect(refused.body.errors).toMatchObject([{ pointer: 'X-Reason', rule: 'required' }]);
    expect((await officer.get(path, { 'X-Reason': '  ' })).status).toBe(403);
    const answer = await officer.get(path, { 'X-Reason': encodeURIComponent('Mã hóa bệnh án ra viện') });
    expect([answer.status, answer.headers['x-care-access']]).toEqual([200, 'stated-reason']);
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'read', reason: 'Mã hóa bệnh án ra viện', patient_id: chart.patientId });
  });
});

describe('Their lists', () => {
  const LISTS: readonly [Role, string][] = [
    ['lab', '/api/v1/orders?status=completed&limit=100'],
    ['lab', '/fhir/R4/DiagnosticReport?_count=100'],
    ['lab', '/fhir/R4/ServiceRequest?status=completed&_count=100'],
    ['radiographer', '/api/v1/orders?status=completed&limit=100'],
    ['pharmacist', '/api/v1/orders?status=completed&limit=100'],
  ];
  it.each(LISTS)('of %s %s show what the single read allows', async (role, path) => {
    const shows = async () => {
      const { status, text } = await world.as(role).get(path);
      // FHIR wants to know whose; then the single read answers.
      if (status === 400) return undefined;
      expect(status).toBe(200);
      return text.includes(chart.patientId);
    };
    const allowed = async () => (await open(role)).status === 200;
    const compare = async (expected: boolean) => {
      expect(await allowed()).toBe(expected);
      expect([expected, undefined]).toContain(await shows());
    };
    await compare(true);
    if (role === 'radiographer') await orderOf(role);
    await markConfidential(world, chart.patientId, 'V');
    if (role === 'pharmacist') await prescribe('active');
    await compare(true);
    await closedDaysAgo(40);
    if (role === 'pharmacist') {
      await asSystem('UPDATE medication_request SET status = $2 FROM c WHERE patient_id = $1', [
        chart.patientId,
        'entered-in-error',
      ]);
    }
    await compare(false);
    await breakGlass(world, role, chart.patientId);
    expect(await allowed()).toBe(true);
    expect([false, undefined]).toContain(await shows());
    await isPatient(world, role, chart.patientId);
    await compare(false);
    await isPatient(world, role, null);
  });

  it('of registration show confidential patients, and leave out the own record', async () => {
    const { wardId } = (await world.as('registrar').get(`/api/v1/encounters/${chart.ids.encounters}`)).body;
    const text = async () => (await world.as('registrar').get(`/api/v1/encounters?wardId=${wardId}&limit=100`)).text;
    expect(await text()).toContain(chart.patientId);
    await markConfidential(world, chart.patientId, 'V');
    expect(await text()).toContain(chart.patientId);
    await isPatient(world, 'registrar', chart.patientId);
    expect(await text()).not.toContain(chart.patientId);
    await isPatient(world, 'registrar', null);
  });

  it('find everybody by name, confidential or not', async () => {
    await markConfidential(world, chart.patientId, 'V');
    const { fullName } = (await open('registrar')).body;
    for (const role of HOUSE_ROLES) {
      const { text } = await world.as(role).get(`/api/v1/patients?name=${encodeURIComponent(fullName)}`);
      expect([role, text.includes(chart.patientId)]).toEqual([role, true]);
    }
  });
});

describe('The laboratory', () => {
  it.each(['Encounter', 'Condition', 'AllergyIntolerance', 'MedicationRequest'])(
    'reads no %s in FHIR',
    async (type) => {
      const id = chart.ids.encounters;
      expect((await world.as('lab').get(`/fhir/R4/${type}/${id}`)).status).toBe(403);
    },
  );

  it('reads who the patient is, orders and results', async () => {
    for (const [type, part, sign = ''] of [
      ['Patient', 'patients'],
      ['ServiceRequest', 'orders'],
      ['DiagnosticReport', 'results'],
      ['Observation', 'vitals', '.8867-4'],
    ] as const) {
      const { status } = await world.as('lab').get(`/fhir/R4/${type}/${chart.ids[part]}${sign}`);
      expect([type, status]).toEqual([type, 200]);
    }
  });
});

describe('Registration', () => {
  it('sees visits, without the words of a discharge, and without the reason of a confidential one', async () => {
    const path = `/api/v1/encounters/${chart.ids.encounters}`;
    const { headers } = await world.as('doctor').get(path);
    const passedOver = ['unsigned-note', 'active-order', 'unread-result'].map((kind) => ({ kind, reason: 'Làm sau' }));
    const discharge = { disposition: 'home', note: 'Dùng thuốc theo đơn', passedOver };
    await world.as('doctor').post(`${path}/discharge`, discharge, { 'If-Match': valueOf(headers, 'etag') });
    expect((await world.as('registrar').get(path)).body).toMatchObject({
      reason: 'Sốt cao',
      discharge: { disposition: 'home', note: null },
    });
    expect((await world.as('doctor').get(path)).body).toMatchObject({ discharge: { note: 'Dùng thuốc theo đơn' } });
    await markConfidential(world, chart.patientId, 'V');
    expect((await world.as('registrar').get(path)).body).toMatchObject({ reason: null });
    expect((await world.as('registrar').get(`/api/v1/patients/${chart.patientId}/chart`)).status).toBe(403);
  });
});
