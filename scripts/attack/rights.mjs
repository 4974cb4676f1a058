// What the application's, the sealer's and the auditor's role try with their passwords: each must be refused, and sealing must go on.
import pg from 'pg';

const EVENT = `INSERT INTO audit.event (kind, actor_kind, username, entity`;
const OF_NOW = `VALUES ('read', 'system', 'x', 'x'`;
const AS_TEST = `SELECT set_config('emr.context', '{"actorKind":"system","username":"system:attack"}', true), set_config('emr.scope', '*', true)`;
const A_MESSAGE = `INSERT INTO incoming_message (protocol, sender, content, content_hash, body_hash) VALUES ('hl7v2', 'x', 'x', repeat('0', 64), repeat('0', 64))`;
const A_TASK = `INSERT INTO task (kind, patient_id, focus, focus_id) SELECT 'news2-high', id, 'patient', id FROM patient LIMIT 1`;

const REFUSED = [
  ['app', 'write without a context', `UPDATE ward SET name = 'x'`],
  ['owner', 'write without a context', `UPDATE ward SET name = 'x'`],
  ...['app', 'owner'].map((as) => [
    as,
    'write with a forged scope, for nobody',
    `SELECT set_config('emr.scope', '**', true), set_config('emr.sight', '**', true), set_config('emr.actor', 'doctor', true); UPDATE ward SET name = 'x'`,
  ]),
  [
    'app',
    'write for nobody',
    `SELECT set_config('emr.context', '{"purpose":"TREAT"}', true); UPDATE ward SET name = 'x'`,
  ],
  ['owner', 'TRUNCATE', 'TRUNCATE vital_signs CASCADE'],
  ['app', 'change an event', `UPDATE audit.event SET username = 'x'`],
  ['owner', 'change an event', `UPDATE audit.event SET username = 'x'`],
  ['superuser', 'change an event', `UPDATE audit.event SET username = 'x'`],
  ['superuser', 'delete an event with triggers off', `SET session_replication_role = replica; DELETE FROM audit.event`],
  ['owner', 'TRUNCATE of events', 'TRUNCATE audit.event'],
  ['app', 'an event with a number', `${EVENT}, id) ${OF_NOW}, '019a0000-0000-7000-8000-000000000001')`],
  ['app', 'an event of another transaction', `${EVENT}, xid) ${OF_NOW}, '9000000000000000000')`],
  ['app', 'an event of another moment', `${EVENT}, occurred_at) ${OF_NOW}, now() - interval '1 year')`],
  ['app', 'a node of the tree', `INSERT INTO audit.tile VALUES (1, 0, sha256('x'))`],
  ['app', 'a checkpoint', `INSERT INTO audit.checkpoint (size, root, note) VALUES (1000000, sha256('x'), 'x')`],
  ['app', 'a signing key', `INSERT INTO audit.signing_key VALUES (2, 'benh-an/79016/audit+00000000+AAAA', 'x')`],
  ['app', 'the position of a witness', 'UPDATE audit.witness SET size = 1000000'],
  ['app', 'sealing', 'SELECT audit.seal(1)'],
  [
    'app',
    'a set of definitions',
    `INSERT INTO audit.definition_set VALUES (99, uuidv7(), now(), repeat('0', 64), '{}', '[]', repeat('0', 64))`,
  ],
  ['app', 'triggers off', `SET session_replication_role = 'replica'`],
  ['app', 'a table', 'CREATE TABLE public.mine (id int)'],
  ['app', 'delete a patient', 'DELETE FROM patient'],
  ['app', 'another id', `${AS_TEST}; UPDATE vital_signs SET id = uuidv7()`],
  ['owner', 'another id', `${AS_TEST}; UPDATE vital_signs SET id = uuidv7()`],
  ...['app', 'owner'].map((as) => [
    as,
    'a resource of nobody',
    `${AS_TEST}; INSERT INTO fhir_source (source, resource_type, source_id, content_hash, resource) VALUES ('x', 'Immunization', '1', 'x', '{}')`,
  ]),
  ...['app', 'owner'].flatMap((as) => [
    [as, 'a stored file, changed', `${AS_TEST}; UPDATE stored_file_content SET content = 'x'`],
    [as, 'a message as it came, changed', `${AS_TEST}; ${A_MESSAGE}; UPDATE incoming_message SET content = 'y'`],
    [as, 'a signature, changed', `${AS_TEST}; UPDATE note_signature SET jws = 'x'`],
    [as, 'a task of another patient', `${AS_TEST}; ${A_TASK}; UPDATE task SET focus_id = uuidv7()`],
  ]),
  ['owner', 'TRUNCATE of stored files', 'TRUNCATE stored_file_content'],
  ['owner', 'TRUNCATE of what is told', 'TRUNCATE delivery'],
  ['app', 'remove what is told', 'DELETE FROM delivery'],
  ['app', 'a queue that tries nothing again', 'UPDATE pgboss.queue SET retry_limit = 0'],
  ['app', 'empty the queues', 'TRUNCATE pgboss.job'],
  ['sealer', 'an event', `${EVENT}) ${OF_NOW})`],
  ['sealer', 'read patients', 'SELECT FROM public.patient'],
  ['sealer', 'read the trail', 'SELECT changes FROM audit.event'],
  ['sealer', 'a false node', `INSERT INTO audit.tile SELECT 1, (max(seq) + 1) / 16, sha256('x') FROM audit.leaf`],
  [
    'sealer',
    'a false checkpoint',
    `INSERT INTO audit.checkpoint (size, root, note) SELECT max(seq) + 2, sha256('x'), 'x' FROM audit.leaf`,
  ],
  [
    'sealer',
    'a false key',
    `INSERT INTO audit.signing_key SELECT max(number) + 1, 'benh-an/79016/audit+00000000+${'A'.repeat(44)}', 'x' FROM audit.signing_key`,
  ],
];

/** Whether what is written now is sealed soon. */
async function sealingGoesOn(hospital) {
  const { status } = await hospital.post('/api/v1/patients', { fullName: 'Lê Thị Niêm', sex: 'female' }, 'registrar');
  await hospital.sealed();
  return status === 201;
}

export const rightsAttacks = [
  ...REFUSED.map(([as, name, attack]) => ({
    name: `${as}: ${name} (refused)`,
    isShort: true,
    run: (hospital) =>
      hospital[as]
        .query(`BEGIN; ${attack}; ROLLBACK`)
        .then(
          () => false,
          ({ code }) => /^(42501|EM00\d)$/.test(code),
        )
        .finally(() =>
          hospital[as].query(as === 'superuser' ? 'ROLLBACK; RESET session_replication_role' : 'ROLLBACK'),
        ),
  })),
  {
    name: 'app: a forged person (the write is on the trail, under that name)',
    isShort: true,
    run: async ({ app, rows }) => {
      const forged = {
        actorKind: 'staff',
        actorId: '019a0000-0000-7000-8000-000000000001',
        username: 'forged-by-attack',
      };
      await app.query(`BEGIN; SELECT set_config('emr.context', '${JSON.stringify(forged)}', true), set_config('emr.scope', '**', true);
        UPDATE ward SET name = name || ' (x)' WHERE code = 'SAN'; UPDATE ward SET name = replace(name, ' (x)', '') WHERE code = 'SAN'; COMMIT`);
      const told = await rows(`SELECT kind, entity FROM audit.event WHERE username = 'forged-by-attack'`);
      return told.length === 2 && told.every(({ kind, entity }) => kind === 'update' && entity === 'ward');
    },
  },
  {
    name: 'app: a temporary table in place of ours (what is over stays over)',
    isShort: true,
    run: async ({ app, superuser, rows, repair, ready, get }) => {
      const [visit] = await rows(
        `SELECT id, patient_id FROM encounter WHERE status = 'finished' AND ward_id IS NOT NULL LIMIT 1`,
      );
      await superuser.query('GRANT TEMPORARY ON DATABASE benh_an TO emr_app');
      const forged = {
        actorKind: 'staff',
        actorId: '019a0000-0000-7000-8000-000000000001',
        username: 'forged-by-attack',
      };
      const refused = await app
        .query(
          `BEGIN; CREATE TEMP TABLE encounter AS SELECT '${visit.id}'::uuid AS id, '${visit.patient_id}'::uuid AS patient_id, 'in-progress'::text AS status,
             now() - interval '1 year' AS started_at, NULL::timestamptz AS ended_at, NULL::timestamptz AS closed_at;
           SELECT set_config('emr.context', '${JSON.stringify(forged)}', true), set_config('emr.scope', '*', true);
           INSERT INTO public.vital_signs (patient_id, encounter_id, heart_rate, effective_at) VALUES ('${visit.patient_id}', '${visit.id}', 80, now())`,
        )
        .then(
          () => false,
          ({ code }) => code === 'EM006',
        )
        .finally(() => app.query('ROLLBACK'));
      const told = (await get('/health/ready')).text.includes('right to temporary tables emr_app');
      await superuser.query('REVOKE TEMPORARY ON DATABASE benh_an FROM emr_app');
      await repair();
      return refused && told && (await ready()) === 200;
    },
  },
  {
    name: 'auditor: writes, and secrets (refused)',
    isShort: true,
    run: async ({ superuser, superuserUrl, repair }) => {
      await superuser.query(
        `CREATE ROLE emr_auditor LOGIN PASSWORD 'x-attack-x'; GRANT CONNECT ON DATABASE benh_an TO emr_auditor`,
      );
      await repair();
      const auditor = new pg.Client(superuserUrl.replace(/\/\/[^@]*@/, '//emr_auditor:x-attack-x@'));
      await auditor.connect();
      const refused = [];
      for (const attack of [
        ...[
          'UPDATE public.patient SET version = 1',
          'DELETE FROM audit.event',
          `${EVENT}) ${OF_NOW})`,
          'CREATE TABLE public.mine (id int)',
        ],
        ...[
          'SELECT password_hash FROM public.staff_member',
          'SELECT refresh_hash FROM public.session',
          'SELECT audit.seal(1)',
        ],
        ...[`${AS_TEST}; UPDATE ward SET name = 'x'`, 'CREATE TEMP TABLE patient (id int)'],
      ]) {
        await auditor.query(attack).catch(({ code }) => refused.push(code));
      }
      const reads = await auditor.query('SELECT count(*)::int AS n FROM audit.event');
      await auditor.end();
      return refused.length === 9 && refused.every((code) => code === '42501') && reads.rows[0].n > 0;
    },
  },
  {
    name: 'app: partitions without end (a year at most)',
    isShort: true,
    run: async ({ app, owner }) => {
      await app.query('SELECT audit.ensure_partitions(200)');
      const { rowCount } = await owner.query(`SELECT FROM pg_partition_tree('audit.event') WHERE isleaf`);
      return rowCount <= 14;
    },
  },
  {
    name: 'app: the lock of the sealer is held (sealing goes on)',
    isShort: true,
    run: async (hospital) => {
      await hospital.app.query(`SELECT pg_advisory_lock_shared(hashtext('audit.sealer'))`).catch(() => undefined);
      return sealingGoesOn(hospital);
    },
    before: async ({ app }) => app.query(`SET lock_timeout = '300ms'`),
  },
  {
    name: 'owner: a key that nobody vouches for (sealing goes on)',
    isShort: true,
    run: async (hospital) => {
      await hospital.owner.query(
        `INSERT INTO audit.signing_key SELECT max(number) + 1, 'benh-an/79016/audit+00000000+${'A'.repeat(44)}', 'x' FROM audit.signing_key`,
      );
      return sealingGoesOn(hospital);
    },
  },
];
