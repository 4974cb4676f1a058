import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedRead } from '../../src/platform/audit/recorded-read.js';
import { CareRelationship } from '../../src/platform/care/care-relationship.js';
import { Database } from '../../src/platform/database/database.js';
import { runInContext, type RequestContext } from '../../src/kernel/request-context.js';
import { anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { breakGlass, isPatient, worksOnlyIn } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const UNKNOWN = '01900000-0000-7000-8000-000000000000';

let world: World;
let theirs: string;
let others: string;
const encounterOf: Record<string, string> = { [UNKNOWN]: UNKNOWN };

beforeAll(async () => {
  world = await startWorld();
  const [medicine, surgery] = world.wards;
  theirs = await aPatientIn(medicine.id);
  others = await aPatientIn(surgery.id);
  await worksOnlyIn(world, 'nurse', medicine.id);
  await worksOnlyIn(world, 'head-nurse', surgery.id);
});
afterAll(() => world.close());

async function aPatientIn(wardId: string): Promise<string> {
  const { id, patientId } = await anAdmission(world, { wardId, bedId: null });
  encounterOf[patientId] = id;
  return patientId;
}

/** Runs as a request of the nurse whose route leaves the decision to its statement. */
function asNurse<T>(patientId: string, work: (context: RequestContext) => Promise<T>): Promise<T> {
  const { id } = world.staff.nurse;
  const context = {
    ...{ requestId: 'undecided', language: 'en', purpose: 'TREAT', path: '/test' },
    route: 'GET /api/v1/patients/:id/chart',
    actor: { kind: 'staff', role: 'nurse', id, username: 'nurse' },
  } as unknown as RequestContext;
  const route = { action: 'chart.read', discloses: {}, summary: '', decides: 'inline' };
  return runInContext(context, async () => {
    const asked = { params: { id: patientId }, query: {}, body: undefined };
    await world.app.get(CareRelationship, { strict: false }).decideScope(context, route as never, asked);
    return work(context);
  });
}

describe('The statement that reads a chart also decides whether it may be read', () => {
  it('for each by itself when several ask for the same patients at the same moment', async () => {
    const asking = Array.from({ length: 32 }, (_, n) => ({
      role: n % 2 ? ('nurse' as const) : ('head-nurse' as const),
      id: elementAt([theirs, others, UNKNOWN], n % 3),
    }));
    const answers = await Promise.all(
      asking.map(({ role, id }, n) =>
        world.as(role).get(`/api/v1/patients/${id}/chart`, { 'X-Request-Id': `asking-${n}` }),
      ),
    );
    const events = await world.sql(
      `SELECT detail->>'callerRequestId' AS asked, kind, username, patient_id FROM audit.event WHERE detail->>'callerRequestId' LIKE 'asking-%'`,
    );
    asking.forEach(({ role, id }, n) => {
      const isTheirs = id === (role === 'nurse' ? theirs : others);
      const about = events.filter(({ asked }) => asked === `asking-${n}`);
      if (id === UNKNOWN) {
        expect(elementAt(answers, n).status).toBe(404);
        expect(about).toEqual([]);
        return;
      }
      if (isTheirs) expect(elementAt(answers, n).body.patient.id).toBe(id);
      else expectProblem(elementAt(answers, n), 403, 'no-care-relationship');
      expect(elementAt(answers, n).headers['x-care-access']).toBe(isTheirs ? 'ward' : undefined);
      const kind = isTheirs ? 'read' : 'refusal';
      expect(about).toEqual([{ asked: `asking-${n}`, kind, username: role, patient_id: id }]);
    });
  });

  it('opens the scope for nobody else, should its own condition be forgotten', async () => {
    const forgetful = new RecordedRead<{ seen: string[] }>(world.app.get(Database, { strict: false }), {
      name: 'test.forgetful',
      kind: 'patient',
      entity: 'patient',
      subject: 'SELECT id AS patient_id, NULL::uuid AS encounter_id FROM patient WHERE id = asked.entity_id',
      shows: 'SELECT array_agg(id::text) AS seen FROM patient WHERE asked.place IS NOT NULL',
    });
    const alsoTheirs = await aPatientIn(world.wards[0].id);
    const read = (id: string) => asNurse(id, () => forgetful.of(id));
    const asked = [theirs, others, UNKNOWN, alsoTheirs, theirs];
    const [seen, refused, missing, also, again] = await Promise.allSettled(asked.map(read));
    expect(seen).toMatchObject({ value: { seen: [theirs] } });
    expect(also).toMatchObject({ value: { seen: [alsoTheirs] } });
    expect(again).toMatchObject({ value: { seen: [theirs] } });
    expect(refused).toMatchObject({ reason: { kind: { code: 'no-care-relationship' } } });
    expect(missing).toMatchObject({ value: undefined });
  });

  it('and a request that reads in another way sees nobody', async () => {
    const seen = await asNurse(theirs, () =>
      world.app.get(Database, { strict: false }).query({ name: 'test.another-way', text: 'SELECT id FROM patient' }),
    );
    expect(seen).toEqual([]);
  });

  it('and what was opened by breaking the glass is read as an emergency', async () => {
    await breakGlass(world, 'nurse', others, 'Ngừng tuần hoàn');
    const answers = await Promise.all(
      [theirs, others].map((id) =>
        world.as('nurse').get(`/api/v1/patients/${id}/chart`, { 'X-Request-Id': `glass-${id}` }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(elementAt(answers, 1).headers['x-care-access']).toMatch(/^break-glass; until=/);
    const events = await world.sql(
      `SELECT kind, patient_id, purpose, reason FROM audit.event WHERE detail->>'callerRequestId' = ANY($1) ORDER BY purpose`,
      [[theirs, others].map((id) => `glass-${id}`)],
    );
    expect(events).toEqual([
      { kind: 'read', patient_id: others, purpose: 'BTG', reason: 'Ngừng tuần hoàn' },
      { kind: 'read', patient_id: theirs, purpose: 'TREAT', reason: null },
    ]);
  });
});

describe('The statement that charts vital signs also decides whether they may be charted', () => {
  const chart = (
    role: 'nurse' | 'head-nurse',
    id: string,
    headers: Record<string, string>,
    vitals: object = { heartRate: 80 },
  ) => world.as(role).post(`/api/v1/encounters/${encounterOf[id]}/vitals`, vitals, headers);
  beforeAll(async () => {
    others = await aPatientIn(world.wards[1].id);
  });
  const eventsOf = (requestId: string) =>
    world.sql(
      'SELECT kind, username, patient_id, purpose, reason FROM audit.event WHERE detail->>$$callerRequestId$$ LIKE $1',
      [requestId],
    );

  it('for each by itself when several chart at the same moment', async () => {
    const charting = Array.from({ length: 32 }, (_, n) => ({
      role: n % 2 ? ('nurse' as const) : ('head-nurse' as const),
      id: elementAt([theirs, others, UNKNOWN], n % 3),
    }));
    const answers = await Promise.all(
      charting.map(({ role, id }, n) => chart(role, id, { 'X-Request-Id': `charting-${n}.` })),
    );
    for (const [n, { role, id }] of charting.entries()) {
      const isTheirs = id === (role === 'nurse' ? theirs : others);
      const about = await eventsOf(`charting-${n}.`);
      if (id === UNKNOWN) {
        expectProblem(elementAt(answers, n), 404, 'encounter-not-found');
        expect(about).toEqual([]);
        continue;
      }
      if (isTheirs) expect(elementAt(answers, n).body).toMatchObject({ patientId: id, heartRate: 80 });
      else expectProblem(elementAt(answers, n), 403, 'no-care-relationship');
      expect(about).toMatchObject([{ kind: isTheirs ? 'create' : 'refusal', username: role, patient_id: id }]);
    }
  });

  it('refuses what may not be charted before it says what else is wrong, and stores nothing', async () => {
    const count = async () =>
      elementAt(await world.sql('SELECT count(*)::int AS n FROM vital_signs WHERE patient_id = $1', [others]), 0).n;
    const before = await count();
    const wrong = { heartRate: 'nhanh' };
    const answer = await chart('nurse', others, { 'X-Request-Id': 'wrong' }, wrong);
    expectProblem(answer, 403, 'no-care-relationship');
    expect(await eventsOf('wrong')).toMatchObject([{ kind: 'refusal', patient_id: others }]);
    expectProblem(await chart('nurse', theirs, {}, wrong), 400, 'validation');
    expect(await count()).toBe(before);
  });

  it('and says why and until when as every other route does', async () => {
    const patientId = await aPatientIn(world.wards[1].id);
    const body = { staffId: world.staff.nurse.id, reason: 'Xin ý kiến' };
    const asked = await world.as('head-nurse').post(`/api/v1/patients/${patientId}/consultations`, body);
    expect(asked.status).toBe(201);
    const other = await world.as('nurse').get(`/api/v1/encounters/${encounterOf[patientId]}/vitals`);
    const charted = await chart('nurse', patientId, {});
    expect([charted.status, other.status]).toEqual([201, 200]);
    expect(charted.headers['x-care-access']).toMatch(/^consultation; until=/);
    expect(charted.headers['x-care-access']).toBe(other.headers['x-care-access']);
  });

  it('keeps an answer from a retry whose person may no longer see the patient', async () => {
    const key = { 'Idempotency-Key': 'moved-meanwhile' };
    const patientId = await aPatientIn(world.wards[0].id);
    expect((await chart('nurse', patientId, key)).status).toBe(201);
    const again = await chart('nurse', patientId, key);
    expect([again.status, again.headers['idempotency-replayed']]).toEqual([201, 'true']);
    await isPatient(world, 'nurse', patientId);
    const late = await chart('nurse', patientId, key);
    await isPatient(world, 'nurse', null);
    expectProblem(late, 403, 'own-record');
  });
});
