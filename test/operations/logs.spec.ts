import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import pg from 'pg';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { placesOf } from '../../src/kernel/error-places.js';
import { createLogger } from '../../src/platform/edge/logging.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { NightlyReconciliation } from '../../src/platform/operations/nightly-reconciliation.js';
import { withoutTriggers } from '../support/without-triggers.js';
import { withoutBackgroundJobs } from '../support/background-jobs.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

const lines: string[] = [];
const destination = new Writable({
  write(chunk: Buffer, _, done) {
    lines.push(...chunk.toString().split('\n').filter(Boolean));
    done();
  },
});
const logger = createLogger({ logLevel: 'trace', logFormat: 'json' }, destination);

let world: World;
beforeAll(async () => {
  world = await startWorld({}, logger);
});
afterAll(() => world.close());

const CCCD = `079190${String(randomInt(1e6)).padStart(6, '0')}`;
const SECRETS = {
  name: 'Tôn Nữ Kín Đáo',
  cccd: CCCD,
  phone: '0912345678',
  address: 'Hẻm Không Ai Biết',
  note: 'Người bệnh kể điều riêng tư',
  reason: 'Lý do chỉ bác sĩ biết',
  password: PASSWORD,
};

describe('The log', () => {
  it('tells each request with its id, person, route, status and duration, as JSON', async () => {
    const answer = await world.as('nurse').get('/api/v1/wards');
    const line = lines
      .map((text) => JSON.parse(text) as Record<string, unknown>)
      .find(({ requestId }) => requestId === answer.headers['x-request-id']);
    expect(line).toMatchObject({ person: 'nurse', role: 'nurse', route: 'GET /api/v1/wards', status: 200, level: 30 });
    expect(line!.durationMs).toEqual(expect.any(Number));
    expect(line!.time).toMatch(/^\d{4}-\d{2}-\d{2}T.*Z$/);
  });

  it('never holds what patients are called, where they live, what they told, or a password or token', async () => {
    const registrar = world.as('registrar');
    const doctor = world.as('doctor');
    const input = {
      fullName: SECRETS.name,
      sex: 'female',
      identifiers: [{ system: 'cccd', value: CCCD }],
      phones: [SECRETS.phone],
      addresses: [{ text: SECRETS.address }],
    };
    const { body: patient } = await registrar.post('/api/v1/patients', input);
    await registrar.post('/api/v1/patients', { ...input, sex: SECRETS.name, birthDate: SECRETS.note });
    await registrar.post('/api/v1/patients', input);
    await registrar.get(`/api/v1/patients?name=${encodeURIComponent(SECRETS.name)}`);
    await registrar.get(
      `/api/v1/patients?identifier=${CCCD}&phone=${SECRETS.phone}&khong=${encodeURIComponent(SECRETS.name)}`,
    );
    await registrar.get(`/api/v1/${encodeURIComponent(SECRETS.name)}`);
    const { body: encounter } = await doctor.post('/api/v1/encounters', {
      patientId: patient.id,
      class: 'inpatient',
      wardId: world.wards[0].id,
      reason: SECRETS.reason,
    });
    await doctor.post(`/api/v1/encounters/${encounter.id}/notes`, {
      type: 'progress',
      sections: [{ code: 'course', text: SECRETS.note }],
    });
    await doctor.get(`/api/v1/patients/${patient.id}/chart`, { 'X-Reason': encodeURIComponent(SECRETS.reason) });
    const signedIn = await world.anonymous.post('/api/v1/auth/login', { username: 'doctor', password: PASSWORD });
    await world.anonymous.post('/api/v1/auth/login', { username: SECRETS.name, password: SECRETS.note });
    const log = lines.join('\n');
    const tokens = [signedIn.body.accessToken, signedIn.body.refreshToken];
    for (const secret of [...Object.values(SECRETS), ...tokens] as string[]) {
      expect(log).not.toContain(secret);
      expect(log).not.toContain(encodeURIComponent(secret));
    }
    expect(lines.length).toBeGreaterThan(10);
  });

  it('tells of an address that cannot be read, and nothing of what it said', async () => {
    const secret = encodeURIComponent(SECRETS.name);
    for (const url of [`/api/v1/patients/%zz${secret}`, `/api/v1/patients/${secret}${'a'.repeat(250)}`]) {
      const answer = await world.app.inject({ method: 'GET', url, remoteAddress: '10.1.4.2' });
      const { statusCode } = answer;
      const id = answer.headers['x-request-id'];
      expect(statusCode).toBeGreaterThanOrEqual(400);
      const told = lines
        .map((text) => JSON.parse(text) as object)
        .filter((line) => 'requestId' in line && line.requestId === id);
      expect(told).toEqual([
        expect.objectContaining({ route: 'GET (unreadable)', status: statusCode, peer: '10.1.4.2', level: 40 }),
      ]);
    }
    expect(lines.join('\n')).not.toContain(secret);
  });

  it('of a failure inside holds no value either, and the answer names only the request', async () => {
    // The watch over the definitions would stop writing before.
    const answer = await withoutBackgroundJobs(world.app, async () => {
      await world.sql('ALTER TABLE patient RENAME TO patient_away');
      const asked = await world.as('registrar').post('/api/v1/patients', { fullName: SECRETS.name, sex: 'female' });
      await world.sql('ALTER TABLE patient_away RENAME TO patient');
      return asked;
    });
    expect(answer.status).toBe(500);
    expect(Object.keys(answer.body).sort()).toEqual(['detail', 'instance', 'status', 'title', 'type']);
    const failure = lines.map((text) => JSON.parse(text) as { level: number }).find(({ level }) => level >= 50);
    expect(failure).toMatchObject({ requestId: answer.body.instance });
    expect(lines.join('\n')).not.toContain(SECRETS.name);
  });

  it('of an error whose message quotes what it is about holds only where it came from', async () => {
    const refused = await runAsSystem('test', () =>
      world.app
        .get(UnitOfWork, { strict: false })
        .write((tx) => tx.patient.create({ data: { fullName: SECRETS.name, sex: null as never } as never })),
    ).catch((error: unknown) => error);
    expect((refused as Error).message).toContain(SECRETS.name);
    expect(placesOf(refused)).toMatch(/^ +at /);
    expect(placesOf(refused)).not.toContain(SECRETS.name);
    expect(placesOf(new Error(`first line\n    at ${SECRETS.name}`))).not.toContain(SECRETS.name);
    expect(placesOf('no error')).toBeUndefined();
  });

  it('names the tables and kinds that the night found to differ from the trail', async () => {
    const superuser = new pg.Client(world.database.superuserUrl);
    await superuser.connect();
    await withoutTriggers(superuser, `UPDATE ward SET name = name || ' (khác)' WHERE id = '${world.wards[0].id}'`);
    await superuser.end();
    await world.app.get(NightlyReconciliation, { strict: false }).tonight(new Date('2026-01-01T19:30:00Z'));
    const said = lines.map((text) => JSON.parse(text) as { msg: string; context?: string; level: number });
    expect(said).toContainEqual(
      expect.objectContaining({
        level: 50,
        context: 'audit',
        msg: expect.stringMatching(/rows? .*\(ward .+ 1.*\): run "emr audit reconcile"$/),
      }),
    );
  });

  it('has the form of deploy/log.schema.json in every line', () => {
    const ajv = new Ajv2020({ strict: true });
    addFormats.default(ajv);
    const fits = ajv.compile(JSON.parse(readFileSync('deploy/log.schema.json', 'utf8')) as object);
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      const isFit = fits(JSON.parse(line));
      expect([line, isFit ? [] : fits.errors]).toEqual([line, []]);
    }
    expect(fits({ level: 30, time: '2026-01-01T00:00:00Z', pid: 1, msg: 'request', patient: 'x' })).toBe(false);
  });

  it('removes a field of a patient that someone logs by mistake', () => {
    logger.info({ patient: { fullName: SECRETS.name, phones: [SECRETS.phone] }, body: { x: SECRETS.note } }, 'mistake');
    const line = lines.at(-1)!;
    expect(line).toContain('[removed]');
    for (const secret of [SECRETS.name, SECRETS.phone, SECRETS.note]) expect(line).not.toContain(secret);
  });
});
