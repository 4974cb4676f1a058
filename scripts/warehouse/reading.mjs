// What is asked in the warehouse, and what somebody does who may do everything there.
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

export async function within({ superuserUrl }, database, work, as) {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  if (as) [url.username, url.password] = as;
  const client = new pg.Client(url.href);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const QUESTION = `SELECT facility, count(*) AS patients FROM patient GROUP BY facility ORDER BY facility`;

/** Who may ask: a person with a sign-in of their own, by the one function that writes it down first. */
export async function readings({ warehouse, database }) {
  const person = ['lan.tran', 'a-password-of-hers'];
  await within(warehouse, database, (client) =>
    client.query(`CREATE ROLE "lan.tran" LOGIN PASSWORD 'a-password-of-hers' IN ROLE emr_city_reader`),
  );
  const answer = await within(warehouse, database, (client) => ask(client, QUESTION), person);
  const refused = {};
  await within(
    warehouse,
    database,
    async (client) => {
      await client.query('BEGIN');
      await ask(client, 'SELECT id FROM patient LIMIT 1');
      await client.query('ROLLBACK');
      await client.query(`SET the.question = 'SELECT * FROM city.patient'`);
      for (const text of [
        'SELECT * FROM city.patient',
        'SELECT * FROM city.reading',
        `SELECT city.answer('SELECT 1')`,
        `SELECT city.record('somebody.else', NULL, 'not me at all', 'nothing')`,
        `SELECT public.dblink('city_trail', 'SELECT 1')`,
        `SELECT city.ask('SELECT 1) q; DELETE FROM city.patient; SELECT 1 FROM (SELECT 1', 'more than a question')`,
        `SELECT city.ask('SELECT * FROM city.reading', 'reading what others asked')`,
        `SELECT city.ask('SELECT city.record(''x'', NULL, ''y'', ''z'')', 'writing in another name')`,
        `SELECT city.ask('SELECT 1', 'short')`,
        `SELECT city.ask('SELECT query_to_xml(current_setting(''the.question''), true, true, '''')', 'what is asked stands elsewhere')`,
        `SELECT city.ask('SELECT query_to_xml(''SELECT 1'', true, true, '''')', 'a question in a question')`,
        `SELECT city.ask('SELECT ts_stat(''SELECT to_tsvector(sex) FROM city.patient'')', 'a question in a question')`,
        `SELECT city.ask('SELECT 1 FROM patient WHERE sex = current_setting(''the.question'')', 'what is compared stands elsewhere')`,
        `SELECT city.ask('SELECT lo_from_bytea(0, convert_to(string_agg(id::text, ''''), ''UTF8'')) FROM patient', 'putting it where it stays')`,
      ]) {
        refused[text] = await client.query(text).then(
          () => undefined,
          ({ code }) => code,
        );
      }
    },
    person,
  );
  const escaped = Object.entries(refused).filter(([, code]) => code === undefined);
  if (escaped.length > 0) throw new Error(`not refused: ${escaped.map(([text]) => text).join('; ')}`);
  const found = await within(warehouse, database, async (client) => {
    const changed = await client
      .query(`SET session_replication_role = replica; UPDATE city.reading SET who = 'nobody'`)
      .catch(({ code }) => code);
    if (changed !== 'EM002') throw new Error('a reading could be changed');
    return (await client.query('SELECT who, question FROM city.reading ORDER BY number')).rows;
  });
  if (!found.some(({ question }) => question.includes('LIMIT 1')) || found.some(({ who }) => who !== 'lan.tran')) {
    throw new Error(`on record is ${JSON.stringify(found)}`);
  }
  return `${answer.map(({ facility, patients }) => `${facility}: ${patients} patients`).join(', ')}; ${found.length} questions on record, one of them rolled back; ${Object.keys(refused).length} ways round it refused`;
}

const ask = async (client, question) =>
  (await client.query('SELECT city.ask($1, $2) AS row', [question, 'How many patients have we'])).rows.map(
    ({ row }) => row,
  );

/** An event taken out of a copy, with everything that stands guard put aside. */
export const AS_WAREHOUSE = [
  'ALTER TABLE audit.event DISABLE TRIGGER event_append_only',
  `DELETE FROM audit.event WHERE id = (SELECT event_id FROM audit.leaf ORDER BY seq OFFSET 20 LIMIT 1)`,
  'ALTER TABLE audit.event ENABLE ALWAYS TRIGGER event_append_only',
];

const NEXT = `
SELECT set_config('emr.context', '{"actorKind":"system","username":"emr migrate"}', true);
CREATE TABLE "ward_of_the_drill" ("id" uuid PRIMARY KEY DEFAULT uuidv7(), "name" text NOT NULL);
INSERT INTO "ward_of_the_drill" ("name") VALUES ('one'), ('two');
ALTER TABLE "ward" ADD COLUMN "of_the_drill" text NOT NULL DEFAULT 'none';
UPDATE "ward" SET "of_the_drill" = 'some';
INSERT INTO "sensitive_code" ("id", "system", "code", "prefix", "kind", "note") SELECT uuidv7(), "system", 'Z99.DRILL', false, 'other', 'of the drill' FROM "sensitive_code" LIMIT 1;
`;

/** The next version of the program: this one, with two migrations more. @param second SQL of the second of them */
export async function nextVersion(root, place, second = 'SELECT 1;') {
  mkdirSync(join(place, 'prisma'), { recursive: true });
  for (const name of readdirSync(root)) {
    if (['prisma', '.git', '.env', 'data'].includes(name)) continue;
    if (name === 'dist') cpSync(join(root, name), join(place, name), { recursive: true });
    else symlinkSync(join(root, name), join(place, name));
  }
  cpSync(join(root, 'prisma'), join(place, 'prisma'), { recursive: true });
  for (const [name, text] of [
    ['29990101000000_of_the_drill', NEXT],
    ['29990102000000_second_of_the_drill', second],
  ]) {
    const folder = join(place, 'prisma', 'migrations', name);
    mkdirSync(folder);
    writeFileSync(join(folder, 'migration.sql'), text);
  }
}
