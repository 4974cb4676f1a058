import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EventFilter } from '../../src/platform/audit/questions/event-places.js';
import { eventQuestion } from '../../src/platform/audit/questions/event-question.js';
import { PAGE_COLUMNS } from '../../src/platform/audit/questions/event-row.js';
import { NAME_COLUMNS } from '../../src/platform/audit/questions/event-names.js';
import { trailScans } from '../support/trail-scans.js';
import { startWorld, type World } from '../support/world.js';

/** Of the trail nearly everything answers none of the questions; what does lies in between. */
const [PLAIN, RARE] = [8_000, 40];

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await add(PLAIN, `'read'`, `'nurse' || n % 40`, `'TREAT'`, `'chart'`, `'{"then":{"confidentiality":"N"}}'`);
  await add(RARE, `'read'`, `'doctor'`, `'TREAT'`, `'chart'`, `'{"then":{"confidentiality":"N","otherWard":true}}'`);
  await add(RARE, `'read'`, `'records-officer'`, `'RECORDMGT'`, `'chart'`, `'{"then":{"confidentiality":"V"}}'`);
  await add(RARE, `'list'`, `'auditor'`, `'HCOMPL'`, `'audit_event'`, `'{"output":"export"}'`);
  await add(RARE, `'read'`, `'clinic-doctor'`, `'TREAT'`, `'issued_document'`, `'{"output":"print"}'`);
  await add(RARE, `'create'`, `'emergency-nurse'`, `'BTG'`, `'access_grant'`, 'NULL');
  await add(RARE, `'read'`, `'emergency-nurse'`, `'BTG'`, `'chart'`, 'NULL');
  await add(RARE, `'told'`, `'registrar'`, `'PATADMIN'`, `'patient'`, `'{"status":409}'`);
  await add(RARE, `'refusal'`, `'admin'`, `'HSYSADMIN'`, `'GET /x'`, 'NULL');
  await add(RARE, `'sign-in-failed'`, `'anonymous'`, 'NULL', `'session'`, 'NULL', `'${world.staff.doctor.id}'::uuid`);
  await world.sql('ANALYZE audit.event');
});
afterAll(() => world.close());

/** Events one a minute apart, each with the terminal of its number. */
const add = (
  count: number,
  kind: string,
  username: string,
  purpose: string,
  entity: string,
  detail: string,
  id = 'uuidv7()',
) =>
  world.sql(
    `INSERT INTO audit.event (id, occurred_at, kind, actor_kind, username, terminal, purpose, entity, entity_id, detail)
     SELECT uuidv7(-past), now() - past, ${kind}, 'system', ${username}, 'KHOA-' || n % 50, ${purpose}, ${entity}, ${id}, ${detail}::jsonb
       FROM (SELECT n, make_interval(secs => (${count} - n) * ${(PLAIN * 60) / count}.0 / 100) AS past FROM generate_series(1, ${count}) n) made`,
  );

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();

const QUESTIONS: Record<string, () => EventFilter> = {
  'who opened records from another ward': () => ({ fromOtherWard: 'true' }),
  'who read confidential records': () => ({ confidential: 'true', kind: 'read' }),
  'who was in the records of VIPs': () => ({ confidentiality: 'V' }),
  'who exported': () => ({ output: 'export' }),
  'who printed': () => ({ output: 'print' }),
  'who tried to sign in as somebody': () => ({
    kind: 'sign-in-failed',
    username: 'doctor',
    bearers: [world.staff.doctor.id],
  }),
  'which glasses were broken, without consultations': () => ({
    entity: 'access_grant',
    purpose: 'BTG',
    kind: 'create',
  }),
  'what was seen through broken glass': () => ({ purpose: 'BTG', kind: 'read' }),
  'what a person did from one moment to another': () => ({
    username: 'records-officer',
    from: hoursAgo(24),
    to: hoursAgo(0),
  }),
  'what a terminal did from one moment to another': () => ({
    terminal: 'KHOA-7',
    from: hoursAgo(24),
    to: hoursAgo(0),
  }),
  'who probed': () => ({ kind: 'told' }),
  'who was refused': () => ({ kind: 'refusal' }),
};

it.each(Object.entries(QUESTIONS))(
  'An auditor who asks %s is led there by an index, however much else there is',
  async (_, filter) => {
    const { page } = eventQuestion(filter(), `${PAGE_COLUMNS}, ${NAME_COLUMNS}`, 20, undefined);
    const { walksAll, dropped, led } = await trailScans(world, page);
    expect(walksAll).toBe(false);
    // What shares an index with the answer is little as well; never the trail.
    expect([dropped < 3 * RARE, led >= 20, led < 10 * RARE]).toEqual([true, true, true]);
  },
);
