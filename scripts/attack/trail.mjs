// What a superuser does to the trail itself, each in a copy of the hospital's database: verifying must find it, with the key and the
// witness that an auditor has kept.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';

const FREE = `SET session_replication_role = replica; DO $$ DECLARE t record; BEGIN
  FOR t IN SELECT c.oid::regclass AS name FROM pg_class c WHERE c.relnamespace = 'audit'::regnamespace AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER USER', t.name); END LOOP; END $$`;
const ONE = `(SELECT event_id FROM audit.leaf ORDER BY seq OFFSET 20 LIMIT 1)`;
const ANEW = `DELETE FROM audit.leaf; DELETE FROM audit.tile; DELETE FROM audit.checkpoint;
  UPDATE audit.seal_position SET xid = '0', id = '00000000-0000-0000-0000-000000000000'`;
const MONTH = `to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')`;

const TAMPERED = [
  ['an event changed', `UPDATE audit.event SET username = 'doctor' WHERE id = ${ONE}`],
  [
    'an event moved by a microsecond',
    `UPDATE audit.event SET occurred_at = occurred_at + interval '1 microsecond' WHERE id = ${ONE}`,
  ],
  ['an event deleted', `DELETE FROM audit.event WHERE id = ${ONE}`],
  [
    'an event deleted and said to be archived',
    `DELETE FROM audit.event WHERE id = ${ONE}; INSERT INTO audit.archive (partition, first_id, last_id, events, file_name, file_sha256)
     SELECT 'event_2025_01', ${ONE}, ${ONE}, 1, 'event_2025_01.ndjson', repeat('a', 64)`,
  ],
  [
    'a month remade without an event, and said to be archived',
    `DO $$ DECLARE part text := 'event_' || ${MONTH}; one uuid := ${ONE}; BEGIN
     INSERT INTO audit.archive (partition, first_id, last_id, events, file_name, file_sha256) VALUES (part, one, one, 1, part || '.ndjson', repeat('a', 64));
     EXECUTE format('ALTER TABLE audit.event DETACH PARTITION audit.%I', part);
     EXECUTE format('CREATE TABLE keepme AS SELECT * FROM audit.%I', part); EXECUTE format('DROP TABLE audit.%I', part);
     PERFORM audit.ensure_partitions(3); INSERT INTO audit.event SELECT * FROM keepme WHERE id <> one; END $$`,
  ],
  [
    'a month taken out, changed and put back',
    `DO $$ DECLARE part text := 'event_' || ${MONTH}; low uuid := audit.uuid_floor(date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC');
       past uuid := audit.uuid_floor((date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC'); one uuid := ${ONE}; BEGIN
     EXECUTE format('ALTER TABLE audit.event DETACH PARTITION audit.%I', part);
     EXECUTE format('UPDATE audit.%I SET reason = ''x'' WHERE id = %L', part, one);
     EXECUTE format('ALTER TABLE audit.event ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)', part, low, past); END $$`,
  ],
  [
    'two events with each other’s moments',
    `WITH two AS (SELECT min(occurred_at) AS a, max(occurred_at) AS b FROM audit.event WHERE id IN (SELECT event_id FROM audit.leaf ORDER BY seq OFFSET 20 LIMIT 2))
     UPDATE audit.event e SET occurred_at = CASE WHEN e.occurred_at = two.a THEN two.b ELSE two.a END FROM two WHERE e.occurred_at IN (two.a, two.b)`,
  ],
  [
    'an event rewritten, and the function that prints it',
    `DO $$ DECLARE was text; one uuid := ${ONE}; body text; BEGIN
     SELECT audit.leaf_text(e) INTO was FROM audit.event e WHERE id = one;
     UPDATE audit.event SET username = 'doctor' WHERE id = one;
     ALTER FUNCTION audit.leaf_text(audit.event) RENAME TO leaf_text_real;
     EXECUTE format('CREATE FUNCTION audit.leaf_text(event audit.event) RETURNS text LANGUAGE sql STABLE AS $f$ SELECT CASE WHEN event.id = %L THEN %L ELSE audit.leaf_text_real(event) END $f$', one, was); END $$`,
  ],
  ['a leaf deleted', `DELETE FROM audit.leaf WHERE event_id = ${ONE}`],
  [
    'an event and its leaf rewritten',
    `UPDATE audit.event SET username = 'doctor' WHERE id = ${ONE}; UPDATE audit.leaf SET hash = audit.leaf_hash(e) FROM audit.event e WHERE e.id = event_id AND e.id = ${ONE}`,
  ],
  [
    'an event slipped in behind the seal',
    `INSERT INTO audit.event (xid, kind, actor_kind, username, entity) VALUES ('1', 'read', 'system', 'x', 'x')`,
  ],
  ['a node changed', `UPDATE audit.tile SET hash = sha256('x') WHERE level = 1 AND idx = 0`],
  ['all checkpoints deleted', 'DELETE FROM audit.checkpoint'],
  [
    'the newest events cut off',
    `DELETE FROM audit.event WHERE id IN (SELECT event_id FROM audit.leaf WHERE seq >= 64); DELETE FROM audit.leaf WHERE seq >= 64;
     DELETE FROM audit.checkpoint WHERE size > 64; DELETE FROM audit.tile WHERE (idx + 1) * 16 ^ level > 64`,
  ],
  [
    'whom a list showed, taken away',
    `DELETE FROM audit.shown WHERE event_id = (SELECT min(event_id::text)::uuid FROM audit.shown)`,
  ],
  ['everything unsealed', ANEW],
  ['all events gone', `DELETE FROM audit.event; DELETE FROM audit.shown; ${ANEW}`],
];

const oneOf = (table) => `(SELECT id FROM public.${table} LIMIT 1)`;

/** What no event tells of: comparing the rows with the trail must name it. */
const UNTOLD = [
  [
    'a name changed',
    `UPDATE public.patient SET full_name = 'Người Khác' WHERE id = (SELECT id FROM public.patient LIMIT 1)`,
  ],
  [
    'an account taken over',
    `UPDATE public.staff_member SET password_hash = (SELECT password_hash || 'x' FROM public.staff_member WHERE username = 'nurse') WHERE username = 'doctor'`,
  ],
  ['a session taken over', `UPDATE public.session SET refresh_hash = repeat('0', 64) WHERE refresh_hash IS NOT NULL`],
  [
    'a row dated back',
    `UPDATE public.encounter SET created_at = created_at - interval '1 day' WHERE id = (SELECT id FROM public.encounter LIMIT 1)`,
  ],
  [
    'a change dated back',
    `UPDATE public.patient SET updated_at = updated_at - interval '1 day' WHERE id = (SELECT id FROM public.patient LIMIT 1)`,
  ],
  [
    'a role given',
    `INSERT INTO public.staff_role (staff_id, role) SELECT id, 'doctor' FROM public.staff_member WHERE username = 'nurse'`,
  ],
  ['a rule of the radar written', `INSERT INTO public.radar_rule (code, enabled) VALUES ('odd-hours', false)`],
  ['a code that a migration wrote, removed', `DELETE FROM public.sensitive_code WHERE id = ${oneOf('sensitive_code')}`],
  [
    'a stored file altered',
    `UPDATE public.stored_file_content SET content = content || '\\x00' WHERE id = ${oneOf('stored_file_content')}`,
  ],
  [
    'a key of a file replaced',
    `UPDATE public.stored_file_key SET sealed = sealed || 'x' WHERE id = ${oneOf('stored_file_key')}`,
  ],
  ['a signature altered', `UPDATE public.note_signature SET jws = jws || 'x' WHERE id = ${oneOf('note_signature')}`],
  [
    'a key of a signer replaced',
    `UPDATE public.staff_signing_key SET sealed = sealed || 'x' WHERE id = ${oneOf('staff_signing_key')}`,
  ],
  [
    'a task taken off the list',
    `UPDATE public.task SET status = 'settled', settled_at = now(), due_at = NULL WHERE id = ${oneOf('task')}`,
  ],
  [
    'a receiver nobody approved',
    `INSERT INTO public.subscription (client_id, name, channel, address, topics, secret, proposed_by, approved_by, approved_at)
     SELECT coalesce((SELECT id FROM public.machine_client LIMIT 1), uuidv7()), 'x', 'webhook', 'https://example.org/', '{patient}', 'x', (SELECT id FROM public.staff_member WHERE username = 'nurse'), (SELECT id FROM public.staff_member WHERE username = 'doctor'), now()`,
  ],
  [
    'a message that never came',
    `INSERT INTO public.incoming_message (protocol, sender, content, content_hash, body_hash) VALUES ('hl7v2', 'x', 'x', repeat('0', 64), repeat('0', 64))`,
  ],
  ['vital signs removed', `DELETE FROM public.vital_signs WHERE id = (SELECT id FROM public.vital_signs LIMIT 1)`],
];

let copies = 0;

/** A copy of the database; the service is stopped by then. */
export async function attacked(hospital, attack) {
  const name = `attacked_${(copies += 1)}`;
  await hospital.copier.query(`CREATE DATABASE ${name} TEMPLATE benh_an STRATEGY FILE_COPY`);
  const at = (url) => url.replace(/\/benh_an$/, `/${name}`);
  const client = new pg.Client(at(hospital.superuserUrl));
  await client.connect();
  await client.query(`${FREE}; ${attack}`).finally(() => client.end());
  return at(hospital.ownerUrl);
}

const verify = (hospital, url, ...more) =>
  hospital.emr(
    ['audit', 'verify', '--key', hospital.evidence.key, '--witness', hospital.evidence.witness, ...more],
    url,
  );

/** What an auditor keeps out of reach; the service has stopped, and only the copies are attacked from here on. */
export async function keepEvidence(hospital) {
  if (hospital.evidence) return;
  await hospital.sealed();
  const exported = await hospital.get('/api/v1/audit/export?proof=inclusion&entity=patient', 'auditor');
  const { rows } = await hospital.owner.query('SELECT verifier_key AS key FROM audit.signing_key WHERE number = 1');
  await hospital.stopService();
  const witness = join(hospital.home, 'auditor');
  cpSync(join(hospital.home, 'data', 'witness'), witness, { recursive: true });
  hospital.evidence = { key: rows[0].key, witness, exported: exported.text.trimEnd().split('\n') };
  for (const name of ['owner', 'app', 'sealer', 'superuser']) await hospital[name].end();
  hospital.copier = new pg.Client(hospital.superuserUrl.replace(/\/benh_an$/, '/postgres'));
  hospital.copier.on('error', () => undefined);
  await hospital.copier.connect();
}

function part(hospital, lines) {
  const file = join(hospital.home, 'part.ndjson');
  writeFileSync(file, `${lines.join('\n')}\n`);
  return hospital.emr(['audit', 'verify', '--export', file, '--key', hospital.evidence.key]);
}

/** Found means said so: that something was not at hand, or could not be done, is not enough. */
const isFound = ({ status, output }) => {
  if (status !== 1) console.log(output.split('\n')[0]);
  return status === 1;
};

export const trailAttacks = [
  {
    name: 'nobody: an untouched copy is intact',
    isShort: true,
    run: async (hospital) => {
      const { status, output } = verify(hospital, await attacked(hospital, 'SELECT'));
      if (status !== 0) console.log(output);
      return status === 0;
    },
  },
  ...TAMPERED.map(([name, attack], at) => ({
    name: `superuser: ${name}`,
    isShort: at < 6,
    run: async (hospital) => isFound(verify(hospital, await attacked(hospital, attack))),
  })),
  {
    name: 'superuser: a witness folder that was emptied',
    isShort: true,
    run: async (hospital) => {
      const empty = join(hospital.home, 'empty');
      mkdirSync(empty, { recursive: true });
      const url = await attacked(hospital, 'SELECT');
      return hospital.emr(['audit', 'verify', '--key', hospital.evidence.key, '--witness', empty], url).status !== 0;
    },
  },
  {
    name: 'courier: lines cut out of an export with proofs',
    run: async (hospital) => {
      const { exported } = hospital.evidence;
      return (
        part(hospital, exported).status === 0 &&
        part(hospital, [...exported.slice(0, 1), ...exported.slice(3)]).status !== 0
      );
    },
  },
  {
    name: 'courier: an altered event without its proof',
    run: async (hospital) => {
      const lines = hospital.evidence.exported.map((line) =>
        line.replace('"registrar"', '"doctor"').replace(/"(index|hash)":("[^"]*"|\d+)/g, '"$1":null'),
      );
      return part(hospital, lines).status !== 0;
    },
  },
  ...UNTOLD.map(([name, attack], at) => ({
    name: `superuser: ${name} with the triggers off`,
    isShort: at < 4,
    run: async (hospital) => hospital.emr(['audit', 'reconcile'], await attacked(hospital, attack)).status === 1,
  })),
].map((attack) => ({ ...attack, before: keepEvidence }));
