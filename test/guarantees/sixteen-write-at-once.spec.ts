import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Response } from 'supertest';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { worksOnlyIn } from '../support/ward-staff.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

const SIXTEEN = Array.from({ length: 16 }, (_, n) => n);
const UNKNOWN = '01900000-0000-7000-8000-000000000000';

/** What is charted, by whom, and what becomes of it. */
interface Charting {
  readonly n: number;
  readonly role: Role;
  readonly encounterId: string;
  readonly patientId: string | undefined;
  readonly status: number;
  readonly code?: string;
  readonly vitals: object;
}

let world: World;
let encounters: { id: string; patientId: string }[];
beforeAll(async () => {
  world = await startWorld();
  encounters = [];
  for (const n of SIXTEEN) {
    encounters.push(await anAdmission(world, { wardId: elementAt(world.wards, n % 2).id, bedId: null }));
  }
  await worksOnlyIn(world, 'doctor', world.wards[0].id);
  await worksOnlyIn(world, 'nurse', world.wards[0].id);
  await worksOnlyIn(world, 'department-head', world.wards[1].id);
  await worksOnlyIn(world, 'head-nurse', world.wards[1].id);
  const discharged = elementAt(encounters, 9);
  const { headers } = await world.as('head-nurse').get(`/api/v1/encounters/${discharged.id}`);
  const end = { disposition: 'home' };
  const left = await world
    .as('department-head')
    .post(`/api/v1/encounters/${discharged.id}/discharge`, end, { 'If-Match': valueOf(headers, 'etag') });
  expect(left.status).toBe(200);
});
afterAll(() => world.close());

/** Sixteen sets for sixteen patients, of different people; some are refused, each for another reason. */
const CHARTINGS = (): Charting[] =>
  SIXTEEN.map((n) => {
    const own: readonly Role[] = ['doctor', 'nurse'];
    const other: readonly Role[] = ['department-head', 'head-nurse'];
    const { id: encounterId, patientId } = elementAt(encounters, n);
    const role = elementAt(n % 2 === 0 ? own : other, (n >> 1) % 2);
    const charting = { n, role, encounterId, patientId, status: 201, vitals: { heartRate: 60 + n } };
    const refused = {
      3: { role: 'nurse', status: 403, code: 'no-care-relationship' },
      4: { role: 'head-nurse', status: 403, code: 'no-care-relationship' },
      6: { role: 'lab', status: 403, code: 'forbidden' },
      8: { encounterId: UNKNOWN, patientId: undefined, status: 404, code: 'encounter-not-found' },
      9: { status: 409, code: 'encounter-closed' },
      12: { vitals: { heartRate: 6000 }, status: 400, code: 'validation' },
      14: { vitals: { effectiveAt: '2020-01-01T00:00:00Z', heartRate: 74 }, status: 400, code: 'validation' },
    } as const satisfies Record<number, Partial<Charting>>;
    return { ...charting, ...(refused as Record<number, Partial<Charting>>)[n] };
  });

const chart = ({ n, role, encounterId, vitals }: Charting, round: string): Promise<Response> =>
  world.as(role).post(`/api/v1/encounters/${encounterId}/vitals`, vitals, {
    'Idempotency-Key': `key-${n}`,
    'X-Request-Id': `${round}-${n}.`,
    'X-Terminal': `TERMINAL-${n}`,
  });
const eventsOf = (round: string, n: number) =>
  world.sql(`SELECT * FROM audit.event WHERE detail->>'callerRequestId' = $1 ORDER BY id`, [`${round}-${n}.`]);

describe('Sixteen who chart vital signs at once', () => {
  it('each write their own row under their own name, and who may not is refused alone', async () => {
    const chartings = CHARTINGS();
    const answers = await Promise.all(chartings.map((one) => chart(one, 'first')));
    for (const [n, { role, patientId, encounterId, status, code, vitals }] of chartings.entries()) {
      const [answer, events] = [elementAt(answers, n), await eventsOf('first', n)];
      if (code) {
        expectProblem(answer, status, code);
        // What a stay was, or that it is closed, is told of its patient; a number that cannot be is told of nobody.
        const kind = status === 403 ? 'refusal' : [9, 14].includes(n) ? 'told' : undefined;
        expect([n, events.map((event) => [event.kind, event.username])]).toEqual([n, kind ? [[kind, role]] : []]);
        continue;
      }
      expect([n, answer.status]).toEqual([n, 201]);
      const recordedBy = world.staff[role].id;
      expect(answer.body).toMatchObject({ ...vitals, patientId, encounterId, recordedBy: { id: recordedBy } });
      const stored = await world.sql('SELECT id, recorded_by, heart_rate FROM vital_signs WHERE patient_id = $1', [
        patientId,
      ]);
      expect(stored).toEqual([{ id: answer.body.id, recorded_by: recordedBy, heart_rate: 60 + n }]);
      const about = {
        entity: 'vital_signs',
        entity_id: answer.body.id,
        patient_id: patientId,
        encounter_id: encounterId,
      };
      const who = { kind: 'create', username: role, actor_id: recordedBy, role, terminal: `TERMINAL-${n}` };
      expect(events).toMatchObject([{ ...about, ...who }]);
    }
    const refused = chartings
      .filter(({ status }) => status !== 201)
      .flatMap(({ n }) => elementAt(encounters, n).patientId);
    expect(await world.sql('SELECT id FROM vital_signs WHERE patient_id = ANY ($1)', [refused])).toEqual([]);
  });

  it('each get their own answer again, and nothing is written twice', async () => {
    const chartings = CHARTINGS().filter(({ status }) => status === 201);
    const before = await world.sql('SELECT id FROM vital_signs ORDER BY id');
    const again = await Promise.all(chartings.map((one) => chart(one, 'again')));
    for (const [at, { n, role, patientId, vitals }] of chartings.entries()) {
      const { status, body, headers } = elementAt(again, at);
      expect([n, status, headers['idempotency-replayed']]).toEqual([n, 201, 'true']);
      expect(body).toMatchObject({ ...vitals, patientId, recordedBy: { id: world.staff[role].id } });
      expect(await eventsOf('again', n)).toMatchObject([{ kind: 'replay', username: role, patient_id: patientId }]);
    }
    expect(await world.sql('SELECT id FROM vital_signs ORDER BY id')).toEqual(before);
  });

  it('and a key belongs to its person: another gets nothing for it', async () => {
    const mixed = CHARTINGS().filter(({ n }) => [0, 2].includes(n));
    const swapped = mixed.map((one, at) => ({ ...one, role: elementAt(mixed, 1 - at).role }));
    const answers = await Promise.all(swapped.map((one) => chart(one, 'swapped')));
    for (const [at, { role, patientId }] of swapped.entries()) {
      expect(elementAt(answers, at).headers['idempotency-replayed']).toBeUndefined();
      expect(elementAt(answers, at).body).toMatchObject({ patientId, recordedBy: { id: world.staff[role].id } });
    }
  });
});

describe('People who renew their tokens at once', () => {
  it('each go on as themselves', async () => {
    const roles = Object.keys(world.staff) as Role[];
    const signIn = (username: string) => world.anonymous.post('/api/v1/auth/login', { username, password: PASSWORD });
    const sessions: Response[] = [];
    for (const role of roles) sessions.push(await signIn(role));
    const renewed = await Promise.all(
      sessions.map(({ body }) => world.anonymous.post('/api/v1/auth/refresh', { refreshToken: body.refreshToken })),
    );
    for (const [at, role] of roles.entries()) {
      const Authorization = `Bearer ${elementAt(renewed, at).body.accessToken}`;
      const { body } = await world.anonymous.get('/api/v1/auth/me', { Authorization });
      expect([role, body.username, body.role]).toEqual([role, role, role]);
    }
  });
});
