import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine } from '../clients/machines.js';
import { aSubscription, aWebhook, send, withoutJobs } from '../outgoing/receivers.js';
import { anEncounter } from '../support/builders.js';
import { changeBehind } from '../support/processes.js';
import { TOKEN_SECRET, startWorld, type World } from '../support/world.js';

interface Line {
  check: string;
  level: string;
  says: { vi: string; en: string };
  fix?: { vi: string; en: string };
}

const folder = mkdtempSync(join(tmpdir(), 'benh-an-doctor-'));
let world: World;
beforeAll(async () => {
  world = await startWorld({ OUTGOING_HOSTS: '127.0.0.1', OUTGOING_HTTP: 'true' });
  await changeBehind(world, `INSERT INTO hospital (code, name) VALUES ('79016', 'Bệnh viện Thử')`);
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

/** `emr doctor --json` on the world's database, where no service listens. */
function doctor(more: NodeJS.ProcessEnv = {}): { status: number | null; lines: Line[]; of: (check: string) => Line } {
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, DATA_DIR: folder, PORT: '9', TOKEN_SECRET },
    ...{ DATABASE_URL: world.database.appUrl, DATABASE_OWNER_URL: world.database.ownerUrl, ...more },
  };
  const { status, stdout } = spawnSync(process.execPath, ['dist/cli/main.js', 'doctor', '--json'], {
    env,
    encoding: 'utf8',
  });
  const { checks: lines } = JSON.parse(stdout) as { checks: Line[] };
  return { status, lines, of: (check) => lines.find((line) => line.check === check)! };
}

describe('emr doctor', () => {
  it('says of everything how it is, in both languages, with a fix for all that is not well', () => {
    const { status, lines, of } = doctor({ HOSPITAL_CODE: '79016' });
    expect(lines.map(({ check }) => check)).toEqual([
      ...['service', 'database', 'hospital', 'schema', 'definitions', 'durability', 'sealing', 'checkpoint', 'witness'],
      ...[
        'reconciliation',
        'queues',
        'clock',
        'knowledge',
        'codeLists',
        'deliveries',
        'warehouse',
        'standby',
        'archive',
        'backup',
        'drill',
        'downtime',
        'disk',
        'keys',
        'certificate',
      ],
    ]);
    for (const { level, says, fix } of lines) {
      expect(['ok', 'warning', 'fault', 'unknown']).toContain(level);
      expect([says.vi, says.en]).not.toContainEqual(expect.stringMatching(/\{\w+\}|^$/));
      expect(fix === undefined).toBe(level === 'ok');
    }
    expect(of('service').level).toBe('fault');
    for (const check of ['database', 'hospital', 'schema', 'definitions', 'queues', 'standby']) {
      expect([check, of(check).level]).toEqual([check, 'ok']);
    }
    // The tests' database is told to be quick.
    expect(of('durability')).toMatchObject({
      level: 'fault',
      says: { en: expect.stringMatching(/fsync = off.+synchronous_commit = off/) },
    });
    for (const check of ['backup', 'drill']) expect([check, of(check).level]).toEqual([check, 'unknown']);
    expect(status).toBe(2);
  });

  it('finds messages that were given up, by the name of who should have had them, until nobody shall be told any more', async () => {
    await withoutJobs(world);
    const { id: clientId } = await aMachine(world, ['system/Patient.r', 'system/Encounter.r']);
    const receiver = await aWebhook();
    const asked = {
      name: 'Kho xét nghiệm',
      clientId,
      channel: 'webhook',
      address: receiver.address,
      topics: ['encounter'],
    };
    const subscription = await aSubscription(world, asked);
    receiver.answers.push(410); // "gone": not tried again
    await anEncounter(world);
    await send(world);
    const { of } = doctor({ HOSPITAL_CODE: '79016' });
    expect([of('deliveries').level, of('deliveries').says.en]).toEqual(['fault', '1 were given up: Kho xét nghiệm']);
    const [letter] = (await world.as('admin').get(`/api/v1/subscriptions/${subscription.id}/deliveries?state=dead`))
      .body.items;
    expect((await world.as('admin').post(`/api/v1/deliveries/${letter.id}/retry`, {})).status).toBe(200);
    await send(world);
    expect(doctor({ HOSPITAL_CODE: '79016' }).of('deliveries').level).toBe('ok');
    await receiver.close();
  });

  it('finds settings of another hospital, a trigger that is gone, a job that nobody does and rows that nobody wrote', async () => {
    await world.sql(`ALTER TABLE ward DISABLE TRIGGER USER`);
    await world.sql(
      `INSERT INTO pgboss.job (name, data, start_after) VALUES ('recurring', '{"name": "poisoned"}', now() - interval '1 hour')`,
    );
    await world.sql(
      `INSERT INTO audit.reconciliation (began_at, rows, events, archived, findings, counts, named) VALUES (now(), 1, 1, 0, 2, '{}', '[]')`,
    );
    const { of } = doctor({ HOSPITAL_CODE: '01001' });
    for (const check of ['hospital', 'definitions', 'queues', 'reconciliation']) {
      expect([check, of(check).level]).toEqual([check, 'fault']);
    }
    expect(of('hospital').fix?.en).toMatch(/HOSPITAL_CODE=\d+/);
    expect(of('queues').says.en).toContain('poisoned');
  });

  it('finds a list of codes of which nobody said where it is from, and says that no message was given up', async () => {
    await world.sql(
      `WITH named AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"emr"}', true))
       INSERT INTO reference_data (kind, code, version, content, source, sha256)
       SELECT 'code-list', 'icd-10', 7, '[]', 'icd10.csv', repeat('0', 64) FROM named`,
    );
    const { of } = doctor({ HOSPITAL_CODE: '79016' });
    expect([of('codeLists').level, of('codeLists').says.en]).toEqual(['warning', expect.stringContaining('icd-10')]);
    expect(of('codeLists').fix?.en).toContain('--source');
    expect(of('deliveries').level).toBe('ok');
  });

  it('looks at the disk of each folder that is written to: sheets for a downtime, the witness', () => {
    const folders = Object.fromEntries(
      ['DOWNTIME_DIR', 'AUDIT_WITNESS_FOLDER'].map((name) => [name, join(tmpdir(), 'not mounted', name)]),
    );
    const { lines } = doctor({ HOSPITAL_CODE: '79016', ...folders });
    const disks = lines.filter(({ check }) => check === 'disk').map(({ level, says }) => [level, says.en]);
    expect(disks).toEqual(Object.values(folders).map((folder) => ['unknown', `there is no folder ${folder}`]));
  });

  it('says what it cannot know while the database is away', () => {
    const away = 'postgresql://emr_owner@127.0.0.1:1/benh_an';
    const { status, of } = doctor({ DATABASE_URL: away, DATABASE_OWNER_URL: away });
    expect([status, of('database').level, of('sealing').level, of('disk').level]).toEqual([
      2,
      'fault',
      'unknown',
      'ok',
    ]);
  });
});
