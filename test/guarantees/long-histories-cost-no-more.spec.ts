import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { EventFilter } from '../../src/platform/audit/questions/event-places.js';
import { eventQuestion } from '../../src/platform/audit/questions/event-question.js';
import { ACCESSES } from '../../src/platform/audit/reports/access-report.queries.js';
import type { Database, Statement } from '../../src/platform/database/database.js';
import { MessageLogQueries } from '../../src/integration/import/log/message-log.queries.js';
import { FhirQueries } from '../../src/integration/fhir/search/fhir.queries.js';
import { ObservationsQueries } from '../../src/clinical/observations/observations.queries.js';
import type { PatientsService } from '../../src/clinical/patients/patients.service.js';
import { SEALING } from '../../src/platform/operations/sealing-metrics.js';
import { AT_ONCE, BATCH, WAITING } from '../../src/views/radar/radar.runner.js';
import { aPatient } from '../support/builders.js';
import { breakGlass } from '../support/ward-staff.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt, valueOf } from '../../src/kernel/list.js';

/** What a usual patient has, and one with a history a hundred times as long. */
const USUAL = { observations: 100, lists: 120, reads: 80 };
const LONG = { observations: 10_000, lists: 10_000, reads: 5_000 };
const MOST_TIMES = 3;

let world: World;
let app: pg.Client;
let usual: string;
let long: string;

beforeAll(async () => {
  world = await startWorld();
  app = new pg.Client(world.database.appUrl);
  await app.connect();
  await makeMonths();
  await aCrowd();
  usual = await aPatientWith(USUAL);
  long = await aPatientWith(LONG);
  await vacuum();
});
afterAll(async () => {
  await app.end();
  await world.close();
});

/** The year's months, which a trail that has run for a year has; made as the service makes them. */
const makeMonths = () =>
  world.sql(`DO $$
    DECLARE day timestamptz; parent text; part text;
    BEGIN
      FOR back IN 1..12 LOOP
        day := date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' - make_interval(months => back);
        FOREACH parent IN ARRAY ARRAY['event', 'shown'] LOOP
          part := parent || to_char(day AT TIME ZONE 'UTC', '_YYYY_MM');
          EXECUTE format('CREATE TABLE audit.%I PARTITION OF audit.%I FOR VALUES FROM (%L) TO (%L)',
            part, parent, audit.uuid_floor(day), audit.uuid_floor((day AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
          EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON audit.%I FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()',
            parent || '_no_truncate', part);
          EXECUTE format('ALTER TABLE audit.%I ENABLE ALWAYS TRIGGER %I', part, parent || '_no_truncate');
        END LOOP;
      END LOOP;
    END $$`);

/** As the database does by itself after a while. A transaction elsewhere, such as that of its own worker, may keep it from all. */
async function vacuum(): Promise<void> {
  const superuser = new pg.Client(world.database.superuserUrl);
  await superuser.connect();
  for (let left = 1; left > 0;) {
    await superuser.query('VACUUM (ANALYZE) audit.event, audit.shown, observation');
    const { rows } = await superuser.query<{ left: number }>(
      `SELECT coalesce(sum(relpages - relallvisible), 0)::int AS left FROM pg_class
       WHERE relnamespace = 'audit'::regnamespace AND relkind = 'r' AND relname ~ '^(event|shown)_'`,
    );
    left = elementAt(rows, 0).left;
  }
  await superuser.end();
}

/** What is done with all others meanwhile: no patient is a month's most frequent. */
const aCrowd = () =>
  world.sql(
    `INSERT INTO audit.event (kind, actor_kind, actor_id, username, entity, patient_id)
     SELECT 'read', 'staff', uuidv7(), 'crowd', 'chart', md5('other' || n % 500)::uuid FROM generate_series(1, 30000) n`,
  );

async function aPatientWith({ observations, lists, reads }: typeof USUAL): Promise<string> {
  const { id } = await aPatient(world);
  const owner = new pg.Client(world.database.ownerUrl);
  await owner.connect();
  await owner.query(`SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', false)`);
  await owner.query(
    `INSERT INTO observation (patient_id, category, code_system, code, display, value_number, status, effective_at)
     SELECT $1, CASE WHEN n % 5 = 0 THEN 'imaging' ELSE 'laboratory' END, 'http://loinc.org', 'code-' || n % 5, 'Xét nghiệm',
       n % 7, 'final', now() - n / 20 * interval '7 hours' FROM generate_series(1, $2::int) n`,
    [id, observations],
  );
  const who = `'staff', md5('person' || n % 50)::uuid, 'person' || n % 50, 'nurse', 'TREAT'`;
  const columns = 'id, occurred_at, kind, actor_kind, actor_id, username, role, purpose, entity';
  // Oldest first, as events come.
  const past = `n * interval '330 days' / $2::int AS past FROM generate_series($2::int, 1, -1) n`;
  await owner.query(
    `INSERT INTO audit.event (${columns}, patient_ids)
     SELECT uuidv7(-past), now() - past, 'list', ${who}, 'ward_board', ARRAY[$1::uuid, md5('other' || n % 500)::uuid]
     FROM (SELECT n, ${past}) made`,
    [id, lists],
  );
  await owner.query(
    `INSERT INTO audit.event (${columns}, patient_id) SELECT uuidv7(-past), now() - past, 'read', ${who}, 'chart', $1
     FROM (SELECT n, ${past}) made`,
    [id, reads],
  );
  await owner.end();
  return id;
}

/** Blocks that PostgreSQL touches to answer, as the application with this scope; planning is the same whatever the history. */
async function touched(scope: string, { text, values }: { text: string; values: readonly unknown[] }): Promise<number> {
  await app.query('BEGIN');
  try {
    await app.query(`SELECT set_config('emr.scope', $1, true)`, [scope]);
    const explain = `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`;
    // The first time, functions look up what they need to plan their own statements.
    await app.query(explain, values as unknown[]);
    const { rows } = await app.query(explain, values as unknown[]);
    const [{ Plan: plan }] = rows[0]['QUERY PLAN'] as [{ Plan: Record<string, number> }];
    return valueOf(plan, 'Shared Hit Blocks') + valueOf(plan, 'Shared Read Blocks');
  } finally {
    await app.query('ROLLBACK');
  }
}

/** The last statement that a reader asks of a database. */
async function statementOf(
  ask: (database: Database) => Promise<unknown>,
): Promise<{ text: string; values: unknown[] }> {
  let asked: { text: string; values: unknown[] } | undefined;
  const query = ({ text }: Statement, values: unknown[]) => {
    asked = { text, values };
    return Promise.resolve([]);
  };
  await ask({ query } as unknown as Database);
  return asked!;
}

const year = [new Date(Date.now() - 365 * 86_400_000), new Date(Date.now() + 86_400_000)];
const report = (id: string, [from, to] = year) => ({ text: ACCESSES.text, values: [id, from, to, null, 20] });
const observations = (id: string, more: object) =>
  statementOf((database) =>
    new ObservationsQueries(database, {
      requireKnown: () => Promise.resolve(),
    } as unknown as PatientsService).ofPatient(id, { limit: 20, ...more }),
  );
const fhir = (id: string, ...more: [string, string][]) =>
  statementOf((database) =>
    new FhirQueries(database).search('Observation', {
      filters: [['patient', id], ...more],
      count: 20,
      cursor: undefined,
    }),
  );
const pageOfEvents = (filter: EventFilter) => eventQuestion(filter, 'id', 21, undefined).page;

describe('A long history costs no more than a short one', () => {
  const cases: [string, (id: string) => Promise<{ text: string; values: unknown[] }>][] = [
    ['observations', (id) => observations(id, {})],
    ['observations of a category', (id) => observations(id, { category: 'imaging' })],
    ['observations of a code', (id) => observations(id, { code: 'code-1' })],
    ['FHIR observations', (id) => fhir(id)],
    ['FHIR observations of a category', (id) => fhir(id, ['category', 'imaging'])],
    ['FHIR observations of a code', (id) => fhir(id, ['code', 'http://loinc.org|code-1'])],
  ];
  it.each(cases)('for a page of %s', async (_, statement) => {
    const [short, heavy] = [
      await touched(`{${usual}}`, await statement(usual)),
      await touched(`{${long}}`, await statement(long)),
    ];
    expect(heavy).toBeLessThanOrEqual(MOST_TIMES * short);
  });

  const person = (n: number) => createHash('md5').update(`person${n}`).digest('hex');
  it.each<[string, (id: string) => { text: string; values: unknown[] }]>([
    ['events about a patient', (patientId) => pageOfEvents({ patientId })],
    ['what a person did to a patient', (patientId) => pageOfEvents({ patientId, actorId: person(7) })],
    ['what somebody who never saw them did', (patientId) => pageOfEvents({ patientId, actorId: person(1000) })],
    ['what happened at a terminal', (patientId) => pageOfEvents({ patientId, terminal: 'KHOA-1' })],
    ['the access report', (patientId) => report(patientId)],
  ])('for a page of %s', async (_, statement) => {
    expect(await touched('#', statement(long))).toBeLessThanOrEqual(
      MOST_TIMES * (await touched('#', statement(usual))),
    );
  });
});

describe('The radar behind a large import', () => {
  const IMPORTED = 30_000;

  beforeAll(async () => {
    await world.sql(
      `INSERT INTO audit.event (kind, actor_kind, username, entity, patient_id)
       SELECT 'create', 'system', 'system:import', 'observation', uuidv7() FROM generate_series(1, $1::int)`,
      [IMPORTED],
    );
    await world.sql(
      'UPDATE radar_position SET (xid, event_id) = (SELECT max(xid::text::bigint) - 1, uuidv7() FROM audit.event)',
    );
  });

  it('sees that there is work without walking through it', async () => {
    expect(await touched('**', { text: WAITING.text, values: [] })).toBeLessThan(100);
  });

  it('takes a window of it at a time, by its index', async () => {
    // All of the import would be thousands; how many pages a window lies on depends on what else the cluster wrote meanwhile.
    expect(await touched('**', { text: BATCH, values: [AT_ONCE] })).toBeLessThan(AT_ONCE);
  });
});

describe('How long the trail waits to be sealed', () => {
  it('is asked of what is not sealed yet, not of all that was', async () => {
    await world.sql(
      'UPDATE audit.seal_position SET (xid, id) = (SELECT xid, id FROM audit.event ORDER BY xid DESC, id DESC LIMIT 1)',
    );
    expect(await touched('**', { text: SEALING.text, values: [] })).toBeLessThan(100);
  });
});

describe('The log of messages', () => {
  beforeAll(async () => {
    await world.sql(
      `WITH named AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true))
       INSERT INTO incoming_message (protocol, sender, control_id, message_type, content, content_hash, body_hash, state, answer, settled_at)
       SELECT 'hl7v2', 'sender-' || n % 2, 'C' || n, CASE n WHEN 1 THEN 'ADT^A08' ELSE 'ORU^R01' END, '', '', n::text, 'filed', '', now()
         FROM named, generate_series(1, 5000) n`,
    );
    await world.sql('ANALYZE incoming_message');
  });

  it.each([{ type: 'ADT^A08' }, { controlId: 'C17' }, { sender: 'nobody' }])(
    'is not walked through for %j',
    async (asked) => {
      const list = await statementOf((database) => new MessageLogQueries(database).list({ limit: 20, ...asked }));
      expect(await touched('**', list)).toBeLessThan(60);
    },
  );
});

describe('What belongs to a page of a FHIR search', () => {
  it('comes along up to a thousand of a kind, and the answer says of which there is more', async () => {
    await breakGlass(world, 'doctor', long, 'Ngừng tim');
    const { body } = await world
      .as('doctor')
      .get(`/fhir/R4/Patient?_id=${long}&_revinclude=Observation:patient&_revinclude=Observation:patient`);
    const modes = body.entry.map(({ search }: { search: { mode: string } }) => search.mode);
    expect([modes.filter((mode: string) => mode === 'include').length, modes.at(-1)]).toEqual([1000, 'outcome']);
    expect(body.entry.at(-1).resource.issue[0].diagnostics).toContain('Observation');
  });
});
