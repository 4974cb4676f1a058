import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isRecorded } from '../../src/kernel/access-event.js';
import type { RequestContext } from '../../src/kernel/request-context.js';
import { anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, firstOf } from '../../src/kernel/list.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const open = (id: string, headers = {}) => world.as('doctor').get(`/api/v1/patients/${id}/chart`, headers);
/** By what the caller calls the requests. */
const eventsOf = (asked: string[]) =>
  world.sql(`SELECT * FROM audit.event WHERE detail->>'callerRequestId' = ANY($1) ORDER BY id`, [asked]);

describe('A chart is recorded by the statement that reads it', () => {
  it('with everything that the recorder of other reads would write, once', async () => {
    const patient = await aPatient(world);
    const encounter = await anEncounter(world, { patientId: patient.id });
    const headers = {
      'X-Terminal': 'KHOA-NOI-01',
      'X-Purpose-Of-Use': 'ETREAT',
      'X-Reason': encodeURIComponent('Cấp cứu ngừng tim'),
    };
    await open(patient.id, { ...headers, 'X-Request-Id': 'chart' });
    await world.as('doctor').get(`/api/v1/patients/${patient.id}`, { ...headers, 'X-Request-Id': 'patient' });
    const events = await eventsOf(['chart', 'patient']);
    expect(events).toHaveLength(2);
    const [chart, other] = firstOf(events, 2);
    const { id, xid, occurred_at, request_id } = chart;
    expect(chart).toEqual({
      ...other,
      ...{ id, xid, occurred_at, request_id },
      entity: 'chart',
      encounter_id: encounter.id,
      detail: { ...other.detail, route: 'GET /api/v1/patients/:id/chart', callerRequestId: 'chart' },
    });
  });

  it('and an id in capitals is the same patient', async () => {
    const { id } = await aPatient(world);
    await open(id.toUpperCase(), { 'X-Request-Id': 'capitals' });
    const [capitals, ...more] = await eventsOf(['capitals']);
    expect(more).toEqual([]);
    expect(capitals).toMatchObject({ patient_id: id, entity_id: id });
  });

  it('each its own patient when many are read together, and nothing for those who are not found', async () => {
    const patients = await Promise.all(Array.from({ length: 5 }, () => aPatient(world)));
    const ids = Array.from({ length: 60 }, (_, n) => (n % 6 === 5 ? NOBODY : elementAt(patients, n % 6).id));
    const answers = await Promise.all(ids.map((id, n) => open(id, { 'X-Request-Id': `together-${n}` })));
    answers.forEach(({ status, body }, n) => {
      expect(status).toBe(ids[n] === NOBODY ? 404 : 200);
      if (status === 200) expect(body.patient.id).toBe(ids[n]);
    });
    const events = await eventsOf(ids.map((_, n) => `together-${n}`));
    const seen = Object.fromEntries(events.map(({ detail, patient_id }) => [detail.callerRequestId, patient_id]));
    expect(events).toHaveLength(50);
    ids.forEach((id, n) => expect(seen[`together-${n}`]).toBe(id === NOBODY ? undefined : id));
  });

  it('and recorded again when the answer shows anything else than was recorded', () => {
    const event = { kind: 'read', entity: 'chart', entityId: 'p', patientId: 'p', encounterId: null } as const;
    const context = { recorded: event } as unknown as RequestContext;
    expect(isRecorded(context, { ...event, encounterId: undefined })).toBe(true);
    for (const other of [{ patientId: 'q' }, { encounterId: 'e' }, { entity: 'patient' }, { kind: 'list' } as const]) {
      expect(isRecorded(context, { ...event, ...other })).toBe(false);
    }
    expect(isRecorded({} as RequestContext, event)).toBe(false);
    const list = { kind: 'list', entity: 'encounter', patientIds: ['p', 'q'] } as const;
    const listed = { recorded: list } as unknown as RequestContext;
    expect(isRecorded(listed, { ...list, patientIds: ['q', 'p'] })).toBe(true);
    for (const patientIds of [['p'], ['p', 'r'], ['p', 'q', 'r'], [], undefined]) {
      expect(isRecorded(listed, { ...list, patientIds })).toBe(false);
    }
  });
});
