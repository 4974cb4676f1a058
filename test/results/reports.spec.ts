import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, endEncounter } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { hoursAgo, lactate, potassium, report, send, sodium } from './reports.js';
import { elementAt } from '../../src/kernel/list.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const order = (id: string) => world.as('doctor').get(`/api/v1/orders/${id}`);
const act = (id: string, action: string, version: number, body = {}) =>
  world
    .as(action === 'start' ? 'lab' : 'doctor')
    .post(`/api/v1/orders/${id}/${action}`, body, { 'If-Match': `"${version}"` });
const stored = async (orderId: string) =>
  elementAt(await world.sql('SELECT count(*)::int AS n FROM diagnostic_report WHERE order_id = $1', [orderId]), 0).n;

describe('A final report', () => {
  it('completes the order and shows its values flagged', async () => {
    const ordered = await anOrder(world);
    const { status, body, headers } = await send(world, ordered, report([potassium(5.9)]));
    expect([status, headers.etag]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      orderId: ordered.id,
      orderNumber: ordered.number,
      encounterId: ordered.encounterId,
      patientId: ordered.patientId,
      recordedBy: { id: world.staff.lab.id },
      status: 'final',
      critical: false,
    });
    const [value] = body.observations;
    expect(value).toMatchObject({ code: '2823-3', value: 5.9, unit: 'mmol/L', interpretation: 'H', status: 'final' });
    expect((await order(ordered.id)).body).toMatchObject({ status: 'completed' });
    const list = await world.as('doctor').get(`/api/v1/encounters/${ordered.encounterId}/results`);
    expect(list.body.items).toEqual([body]);
  });

  it('is on the trail with value, version and order, as one request of the laboratory', async () => {
    const { body, headers } = await send(world, await anOrder(world), report([potassium(4)]));
    const events = await world.sql(
      `SELECT kind, entity, username, patient_id FROM audit.event WHERE request_id = $1 ORDER BY id`,
      [headers['x-request-id']],
    );
    expect(events.map(({ kind, entity }) => `${kind} ${entity}`)).toEqual([
      'create diagnostic_report',
      'create observation',
      'create diagnostic_report_version',
      'update service_order',
    ]);
    expect(events.every((event) => event.username === 'lab' && event.patient_id === body.patientId)).toBe(true);
  });

  it('sent again unchanged is read by its sender, which is on the trail', async () => {
    const ordered = await anOrder(world);
    const message = report([potassium(4)]);
    await send(world, ordered, message);
    const { headers, body } = await send(world, ordered, message);
    const events = await world.sql(`SELECT kind, username, entity, entity_id FROM audit.event WHERE request_id = $1`, [
      headers['x-request-id'],
    ]);
    expect(events).toEqual([{ kind: 'read', username: 'lab', entity: 'diagnostic_report', entity_id: body.id }]);
  });

  it('says which doctor looked at it first, until it says something else', async () => {
    const ordered = await anOrder(world);
    const { body: sent } = await send(world, ordered, report([potassium(4)]));
    expect(sent.reviewed).toBeNull();
    const review = (version: number, role: 'doctor' | 'department-head' | 'nurse' = 'doctor') =>
      world.as(role).post(`/api/v1/results/${sent.id}/review`, undefined, { 'If-Match': `"${version}"` });
    expect((await review(1, 'nurse')).status).toBe(403);
    const first = await review(1);
    const reviewed = { by: { id: world.staff.doctor.id }, at: expect.any(String) };
    expect([first.status, first.body]).toEqual([200, expect.objectContaining({ id: sent.id, version: 1 })]);
    expect(first.body.reviewed).toMatchObject(reviewed);
    expect((await review(1, 'department-head')).body.reviewed).toEqual(first.body.reviewed);
    const seen = await world.sql(
      `SELECT username FROM audit.event WHERE kind = 'read' AND entity = 'diagnostic_report' AND entity_id = $1 AND patient_id = $2 AND username = 'department-head'`,
      [sent.id, sent.patientId],
    );
    expect(seen).toHaveLength(1);
    const corrected = { status: 'corrected', effectiveAt: sent.effectiveAt };
    expect((await send(world, ordered, report([potassium(4.4)], corrected))).body.reviewed).toBeNull();
    expect((await review(1)).status).toBe(412);
    const { body } = await world.as('doctor').get(`/api/v1/results/${sent.id}`);
    expect((await review(body.version)).body).toMatchObject({ reviewed, version: body.version });
  });

  it('comes after the discharge too', async () => {
    const ordered = await anOrder(world);
    await endEncounter(world, ordered.encounterId);
    expect((await send(world, ordered, report([potassium(4)]))).status).toBe(201);
    expect((await order(ordered.id)).body.status).toBe('completed');
  });

  it('may be words, a value beyond measuring, or a conclusion alone', async () => {
    const text = { code: { display: 'Soi phân' }, text: 'Không thấy ký sinh trùng' };
    const first = await send(world, await anOrder(world), report([text, lactate(0.3, { comparator: '<' })]));
    expect(first.body.observations).toMatchObject([
      { value: null, text: 'Không thấy ký sinh trùng', code: null, interpretation: null },
      { value: 0.3, comparator: '<', interpretation: 'N' },
    ]);
    const alone = await send(world, await anOrder(world), report([], { conclusion: 'Mẫu bình thường.' }));
    expect(alone.body).toMatchObject({ observations: [], conclusion: 'Mẫu bình thường.' });
  });
});

describe('The order a report answers', () => {
  it('has begun with a preliminary report, and is not completed by it', async () => {
    const ordered = await anOrder(world);
    const { body } = await send(world, ordered, report([potassium(4)], { status: 'preliminary' }));
    expect(body.observations[0].status).toBe('preliminary');
    const after = (await order(ordered.id)).body;
    expect(after.status).toBe('active');
    expect(after.startedAt).not.toBeNull();
    expect((await act(ordered.id, 'cancel', after.version, { reason: 'Thôi' })).body.type).toMatch(/already-begun$/);
  });

  it('must be signed and not cancelled', async () => {
    const drafted = await anOrder(world, { signed: false });
    const refused = await send(world, drafted, report([potassium(4)]));
    expect([refused.status, refused.body.type]).toEqual([409, 'https://benhan.vn/problems/order-not-signed']);
    const cancelled = await anOrder(world);
    await act(cancelled.id, 'cancel', 2, { reason: 'Thôi' });
    expect((await send(world, cancelled, report([potassium(4)]))).status).toBe(409);
    expect((await stored(drafted.id)) + (await stored(cancelled.id))).toBe(0);
  });

  it('takes no result while it is on hold, and says so; once it goes on, it does', async () => {
    const ordered = await anOrder(world);
    await act(ordered.id, 'hold', 2);
    for (const status of ['preliminary', 'final']) {
      expectProblem(await send(world, ordered, report([potassium(4)], { status })), 409, 'order-on-hold');
    }
    expect(await stored(ordered.id)).toBe(0);
    await act(ordered.id, 'resume', 3);
    expect((await send(world, ordered, report([potassium(4)]))).status).toBe(201);
    expect((await order(ordered.id)).body.status).toBe('completed');
  });

  it('is not completed by a report that says the test could not be done; another may follow', async () => {
    const ordered = await anOrder(world);
    const refused = await send(world, ordered, report([], { status: 'cancelled', conclusion: 'Mẫu đông.' }));
    expect([refused.status, (await order(ordered.id)).body.status]).toEqual([201, 'active']);
    const again = await send(world, ordered, report([], { status: 'cancelled', conclusion: 'Mẫu đông.' }));
    expect(again.body).toEqual(refused.body);
    const second = await send(world, ordered, report([], { status: 'cancelled', conclusion: 'Mẫu lại đông.' }));
    const next = await send(world, ordered, report([potassium(4)]));
    expect(next.status).toBe(201);
    expect(new Set([refused, second, next].map(({ body }) => body.id)).size).toBe(3);
    expect((await order(ordered.id)).body.status).toBe('completed');
  });

  it('must exist', async () => {
    expect((await send(world, { id: NOBODY }, report([potassium(4)]))).status).toBe(404);
    expect((await send(world, { id: 'x' }, report([potassium(4)]))).status).toBe(400);
  });
});

describe('A specimen taken before the stay, in the clinic or on the way', () => {
  it('is taken, as what comes as FHIR is', async () => {
    const ordered = await anOrder(world);
    const { status, body } = await send(world, ordered, report([potassium(4)], { effectiveAt: hoursAgo(72) }));
    expect([status, body.effectiveAt]).toEqual([201, expect.stringMatching(/Z$/)]);
  });
});

describe('A report that cannot be', () => {
  const now = Date.now();
  it.each<[string, object, string, string]>([
    ['no status', { status: undefined }, '/status', 'required'],
    ['an unknown status', { status: 'done' }, '/status', 'in'],
    ['no time', { effectiveAt: undefined }, '/effectiveAt', 'required'],
    ['a time to come', { effectiveAt: new Date(now + 600_000).toISOString() }, '/effectiveAt', 'past-instant'],
    ['a time without zone', { effectiveAt: '2026-11-23T08:00:00' }, '/effectiveAt', 'past-instant'],
    ['a time before birth', { effectiveAt: '1901-02-03T04:05:06Z' }, '/effectiveAt', 'before-birth'],
    ['an issue before its specimen', { issuedAt: hoursAgo(9) }, '/issuedAt', 'issued-before-effective'],
    ['nothing to say', { observations: [] }, '/observations', 'report-says-nothing'],
    ['observations that are no list', { observations: 'x' }, '/observations', 'array'],
    ['another patient', { patientId: NOBODY }, '/patientId', 'unknown-field'],
    ['an empty conclusion', { conclusion: ' ' }, '/conclusion', 'not-empty'],
  ])('(%s) is refused and nothing is stored', async (_case, fields, pointer, rule) => {
    const ordered = await anOrder(world);
    const { status, body } = await send(world, ordered, { ...report([potassium(4)]), ...fields });
    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer, rule }));
    expect([await stored(ordered.id), (await order(ordered.id)).body.status]).toEqual([0, 'active']);
  });

  it.each<[string, object, string, string]>([
    ['a value that is text', { value: '5,9' }, '/value', 'number'],
    ['a value beyond reason', { value: 1e13 }, '/value', 'max'],
    ['neither value nor text', { value: undefined, unit: undefined }, '/value', 'value-missing'],
    ['value and text', { text: 'cao' }, '/text', 'value-or-text'],
    ['no unit', { unit: undefined }, '/unit', 'unit-missing'],
    ['a unit that is none', { unit: 'mmolL' }, '/unit', 'unit-unknown'],
    ['an unknown flag', { interpretation: 'cao' }, '/interpretation', 'in'],
    ['an unknown comparator', { comparator: '~' }, '/comparator', 'in'],
    [
      'a comparator of words',
      { value: undefined, text: 'x', comparator: '<' },
      '/comparator',
      'comparator-without-value',
    ],
    ['a reference upside down', { referenceLow: 6 }, '/referenceHigh', 'reference-upside-down'],
    ['an unknown field', { note: 'x' }, '/note', 'unknown-field'],
    ['no code', { code: undefined }, '/code', 'required'],
    ['a code without words', { code: { code: '2823-3' } }, '/code/display', 'required'],
    ['a time of its own before birth', { effectiveAt: '1901-02-03T04:05:06Z' }, '/effectiveAt', 'before-birth'],
  ])('(a value with %s) is refused and nothing is stored', async (_case, fields, pointer, rule) => {
    const ordered = await anOrder(world);
    const { status, body } = await send(world, ordered, report([sodium(140), { ...potassium(4), ...fields }]));
    expect(status).toBe(400);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer: `/observations/1${pointer}`, rule }));
    expect(await stored(ordered.id)).toBe(0);
  });

  it('tells of the unit in Vietnamese what is wrong with it', async () => {
    const ordered = await anOrder(world);
    const { body } = await send(world, ordered, report([potassium(4, { unit: 'mmolL' })]));
    expect(body.errors[0].message).toContain('Đơn vị mmolL không có trong UCUM');
  });

  it('comes from anybody but the laboratory', async () => {
    const ordered = await anOrder(world);
    for (const role of ['doctor', 'nurse', 'registrar', 'auditor', 'admin'] as const) {
      const { status } = await world.as(role).post(`/api/v1/orders/${ordered.id}/results`, report([potassium(4)]));
      expect([role, status]).toEqual([role, 403]);
    }
    expect(await stored(ordered.id)).toBe(0);
  });
});

describe('Lists of reports', () => {
  it('show each report once, newest first, with its values, in pages', async () => {
    const encounter = await anEncounter(world);
    const made: string[] = [];
    for (let hour = 5; hour > 0; hour--) {
      const ordered = await anOrder(world, { encounterId: encounter.id });
      const message = report([potassium(4), sodium(140)], { effectiveAt: hoursAgo(hour) });
      made.unshift((await send(world, ordered, message)).body.id);
    }
    for (const path of [`encounters/${encounter.id}`, `patients/${encounter.patientId}`]) {
      const seen: { id: string; observations: object[] }[] = [];
      let next: string | null = `/api/v1/${path}/results?limit=2`;
      while (next) {
        const { body } = await world.as('nurse').get(next);
        expect(body.patientId).toBe(encounter.patientId);
        seen.push(...body.items);
        next = body.next;
      }
      expect(seen.map(({ id }) => id)).toEqual(made);
      expect(seen.every(({ observations }) => observations.length === 2)).toBe(true);
    }
  });

  it('of nobody are not found; empty ones are on the trail under their patient', async () => {
    for (const path of ['encounters', 'patients']) {
      expect((await world.as('doctor').get(`/api/v1/${path}/${NOBODY}/results`)).status).toBe(404);
    }
    expect((await world.as('doctor').get(`/api/v1/results/${NOBODY}`)).status).toBe(404);
    const { id, patientId } = await anEncounter(world);
    expect((await world.as('nurse').get(`/api/v1/encounters/${id}/results`)).body.items).toEqual([]);
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'list', entity: 'diagnostic_report', patient_id: patientId, encounter_id: id });
  });

  it('are not for the registrar', async () => {
    const { id } = await anEncounter(world);
    expect((await world.as('registrar').get(`/api/v1/encounters/${id}/results`)).status).toBe(403);
  });
});
