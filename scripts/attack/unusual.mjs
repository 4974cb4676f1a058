// Less usual ways of the owner and the superuser, and of the application's role with what PostgreSQL lets everybody do.
import { fingerprintOf } from '../../dist/platform/database/definitions/definition-set.js';
import { escape, remark } from './definitions.mjs';
import { eventually } from './hospital.mjs';
import { aPatient } from './rows.mjs';
import { ESCAPES, REFUSED, REMARKS } from './unusual-statements.mjs';

/** By right (42501), or because no transaction can be prepared (55000): an error for any other reason holds nobody back. */
const BY_RIGHT = ['42501', '55000'];

const refused = REFUSED.map(([as, name, attack]) => ({
  name: `${as}: ${name} (refused)`,
  isShort: as === 'app',
  run: async (hospital) => {
    // Within a transaction it is refused to everybody.
    const isAlone = attack.startsWith('ALTER SYSTEM');
    if (!isAlone) await hospital[as].query('BEGIN');
    try {
      return await hospital[as].query(attack).then(
        () => false,
        ({ code, message }) => {
          if (!BY_RIGHT.includes(code)) console.log(`        ${code} ${message}`);
          return BY_RIGHT.includes(code);
        },
      );
    } finally {
      if (!isAlone) await hospital[as].query('ROLLBACK');
    }
  },
}));

/** Writes a set of definitions, and an event that vouches for it, as an upgrade does. */
async function sealAnew({ owner, rows }, leavingOut) {
  const [newest] = await rows(
    'SELECT number, guards, migrations, definitions FROM audit.definition_set ORDER BY number DESC LIMIT 1',
  );
  const definitions = newest.definitions
    .filter(([, name]) => name !== leavingOut)
    .map(([kind, name, hash]) => ({ kind, name, hash }));
  const set = { ...newest, number: newest.number + 1, definitions };
  const fingerprint = fingerprintOf(set);
  const detail = { number: set.number, fingerprint, guards: set.guards };
  await owner.query(
    `WITH event AS (INSERT INTO audit.event (kind, actor_kind, username, entity, detail) VALUES ('create', 'system', 'system:migrate', 'definition_set', $1) RETURNING id)
     INSERT INTO audit.definition_set (number, event_id, guards, migrations, definitions, fingerprint) SELECT $2, id, $3, $4, $5::jsonb, $6 FROM event`,
    [
      detail,
      set.number,
      set.guards,
      set.migrations,
      JSON.stringify(definitions.map(({ kind, name, hash }) => [kind, name, hash])),
      fingerprint,
    ],
  );
}

const sealedAnew = {
  name: 'owner: circumstances not noted, and a set of definitions with an event of its own that has none',
  isShort: true,
  run: async (hospital) => {
    const { owner, post, ready, repair, rows } = hospital;
    const trigger = 'event_circumstances';
    await owner.query(`DROP TRIGGER ${trigger} ON audit.event`);
    await sealAnew(hospital, `audit.event.${trigger}`);
    try {
      await eventually(async () => (await post('/api/v1/patients', aPatient, 'registrar')).status === 503, 5000);
      await repair();
      return (await rows(`SELECT FROM pg_trigger WHERE tgname = '${trigger}' AND tgparentid = 0`)).length === 1;
    } finally {
      await repair();
      await eventually(async () => (await ready()) === 200, 5000);
      await eventually(async () => (await post('/api/v1/patients', aPatient, 'registrar')).status === 201, 5000);
    }
  },
};

/** Set for new connections, and taken away again before anybody looks. */
const broughtAlong = [
  ['triggers off', `session_replication_role = 'replica'`],
  ['everybody in sight', `emr.scope = '**'`],
].map(([name, setting]) => ({
  name: `superuser: ${name} for what connects just then (every write is an event all the same)`,
  isShort: true,
  run: async ({ superuser, get, ready, post, rows }) => {
    await superuser.query(`ALTER ROLE emr_app SET ${setting}`);
    try {
      await superuser.query(
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = 'emr_app' AND application_name = 'benh-an'`,
      );
      await Promise.allSettled(Array.from({ length: 12 }, () => get('/health/ready')));
    } finally {
      await superuser.query(`ALTER ROLE emr_app RESET ${setting.split(' = ')[0]}`);
      await eventually(async () => (await ready()) === 200, 5000);
    }
    const written = await Promise.all(
      Array.from({ length: 12 }, () => post('/api/v1/patients', aPatient, 'registrar')),
    );
    const ids = written.filter(({ status }) => status === 201).map(({ text }) => JSON.parse(text).id);
    const told = await rows(
      `SELECT DISTINCT entity_id FROM audit.event WHERE kind = 'create' AND entity_id = ANY ($1)`,
      [ids],
    );
    return ids.length > 0 && told.length === ids.length;
  },
}));

export const unusualAttacks = [
  sealedAnew,
  ...ESCAPES.map(escape),
  ...REMARKS.map((one, at) => ({ ...remark(one), isShort: at % 4 === 0 })),
  ...refused,
  ...broughtAlong,
  {
    name: 'app: cursors left open in a transaction (sealing goes on, of what was settled before)',
    isShort: false,
    run: async ({ app, post, sealed }) => {
      await post('/api/v1/patients', aPatient, 'registrar');
      await sealed();
      // It reads only, and so holds no event back.
      await app.query('BEGIN; DECLARE open_one CURSOR FOR SELECT seq FROM audit.leaf; FETCH 1 FROM open_one');
      try {
        const { status } = await post('/api/v1/patients', aPatient, 'registrar');
        await sealed();
        return status === 201;
      } finally {
        await app.query('ROLLBACK');
      }
    },
  },
  {
    name: 'owner: no right to write events (nothing is written, and it is told)',
    isShort: false,
    run: async (hospital) => {
      const { owner, post, get, ready, repair } = hospital;
      const [{ n }] = await hospital.rows('SELECT count(*)::int AS n FROM patient');
      await owner.query(
        'REVOKE INSERT ON audit.event FROM emr_app; REVOKE INSERT (kind, actor_kind, actor_id, username) ON audit.event FROM emr_app',
      );
      try {
        const { status } = await post('/api/v1/patients', aPatient, 'registrar');
        const [after] = await hospital.rows('SELECT count(*)::int AS n FROM patient');
        const { text } = await get('/health/ready');
        return status >= 500 && after.n === n && text.includes('audit.event');
      } finally {
        await repair();
        await eventually(async () => (await ready()) === 200, 5000);
      }
    },
  },
];
