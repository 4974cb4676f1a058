import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { keepResult } from '../../src/platform/audit/reconciliation/keep-result.js';
import { reconcile } from '../../src/platform/audit/reconciliation/reconcile.js';
import { exportTrail } from '../../src/platform/audit/verification/export-trail.js';
import { migrate } from '../../src/platform/database/migrate.js';
import { Session } from '../../src/platform/database/session.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { aSealedTrail, type SealedTrail } from '../support/sealed-trail.js';

let trail: SealedTrail;
let superuser: pg.Client;
let auditor: Session;
let folder: string;
beforeAll(async () => {
  trail = await aSealedTrail(20);
  folder = mkdtempSync(join(tmpdir(), 'auditor-'));
  superuser = new pg.Client(trail.database.superuserUrl);
  await superuser.connect();
  await superuser.query(`CREATE ROLE emr_auditor LOGIN PASSWORD 'reads';
    GRANT CONNECT ON DATABASE ${trail.database.name} TO emr_auditor`);
  await migrate({ ownerUrl: trail.database.ownerUrl, log: () => undefined });
  const url = new URL(trail.database.ownerUrl);
  [url.username, url.password] = ['emr_auditor', 'reads'];
  auditor = await Session.open(url.href);
});
afterAll(async () => {
  await auditor.close();
  await superuser.query('DROP OWNED BY emr_auditor');
  await superuser.query('DROP ROLE emr_auditor');
  await superuser.end();
  await trail.close();
  rmSync(folder, { recursive: true });
});

const ask = (text: string) => auditor.query({ name: '', text });

describe('The role of the auditor', () => {
  it('verifies, exports and compares, and keeps what it found', async () => {
    const { verifyDatabase } = await import('../../src/platform/audit/verification/verify-database.js');
    expect((await verifyDatabase(auditor, await trail.evidence())).verdict).toBe('intact');
    expect((await exportTrail(auditor, folder)).events).toBe(20);
    const result = await reconcile(auditor, 'audit.event');
    expect(result.rows).toBeGreaterThan(10);
    // The events that fill this trail are of rows that never were.
    const named = async () => {
      const { findings } = await reconcile(auditor, 'audit.event');
      return findings.named.filter(({ table }) => table !== 'vital_signs');
    };
    expect([result.unknown, await named()]).toEqual([0, []]);
    await superuser.query(`BEGIN; SELECT set_config('emr.context', '{"actorKind":"system","username":"system:test"}', true);
      INSERT INTO staff_member (username, full_name, password_hash) VALUES ('doctor', 'Bác sĩ', 'argon'); COMMIT`);
    const take = (how: string) =>
      withoutTriggers(superuser, `UPDATE staff_member SET password_hash = ${how} WHERE username = 'doctor'`);
    await take(`'x' || password_hash`);
    expect(await named()).toMatchObject([{ kind: 'differs', table: 'staff_member', columns: ['password_hash'] }]);
    await take('substr(password_hash, 2)');
    await keepResult(auditor, result);
  });

  it('changes nothing, and reads no secret', async () => {
    for (const attempt of [
      `INSERT INTO audit.event (kind, actor_kind, username, entity) VALUES ('read', 'system', 'x', 'x')`,
      'DELETE FROM audit.event',
      'UPDATE patient SET mrn = mrn',
      'INSERT INTO audit.reconciliation SELECT * FROM audit.reconciliation',
      'SELECT password_hash FROM staff_member',
      'SELECT refresh_hash FROM session',
      'SELECT audit.seal(1)',
    ]) {
      await expect(ask(attempt)).rejects.toMatchObject({ code: '42501' });
    }
    await ask('SELECT full_name FROM patient');
  });
});
