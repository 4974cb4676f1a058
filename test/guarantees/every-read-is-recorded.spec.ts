import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient } from '../support/builders.js';
import { routesOf } from '../support/routes.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** Routes that show no patient. To add one, be sure, and write it here. */
const SHOW_NOBODY = [
  'GET /verify/:code',
  'GET /api/v1/code-lists',
  'GET /api/v1/code-lists/:list',
  'GET /api/v1/order-sets',
  'GET /api/v1/formulary',
  'GET /',
  'GET /about',
  'POST /api/v1/subscriptions',
  'GET /api/v1/subscriptions',
  'GET /api/v1/subscriptions/:id',
  'PATCH /api/v1/subscriptions/:id',
  'POST /api/v1/subscriptions/:id/approve',
  'POST /api/v1/subscriptions/:id/disable',
  'POST /api/v1/subscriptions/:id/replay',
  'GET /api/v1/subscriptions/:id/deliveries',
  'POST /api/v1/deliveries/:id/retry',
  'GET /api/v1/stream',
  'GET /api/v1/documents/record/progress',
  'GET /app',
  'GET /app/*',
  'GET /.well-known/smart-configuration',
  'GET /api/v1/clients',
  'GET /api/v1/clients/:id',
  'GET /fhir/R4/.well-known/smart-configuration',
  'PATCH /api/v1/clients/:id',
  'POST /api/v1/clients',
  'POST /api/v1/clients/:id/approve',
  'POST /api/v1/clients/:id/disable',
  'POST /oauth2/token',
  'GET /api/v1/audit/checkpoints',
  'GET /api/v1/audit/reconciliations',
  'GET /api/v1/audit/consistency',
  'GET /api/v1/audit/keys',
  'GET /api/v1/auth/me',
  'GET /api/v1/duties/mine',
  'GET /api/v1/staff-directory',
  'GET /api/v1/note-templates',
  'GET /api/v1/code-mappings',
  'GET /api/v1/messages/senders',
  'POST /api/v1/code-mappings',
  'PATCH /api/v1/code-mappings/:id',
  'POST /api/v1/notes/:id/refused-texts/:textId/discard',
  'GET /api/v1/wards/:id/duties',
  'POST /api/v1/wards/:id/duties',
  'POST /api/v1/duties/:id/cancel',
  'GET /api/v1/sensitive-codes',
  'POST /api/v1/sensitive-codes',
  'PATCH /api/v1/sensitive-codes/:id',
  'GET /api/v1/auth/methods',
  'POST /api/v1/auth/oidc/begin',
  'POST /api/v1/auth/oidc/complete',
  'GET /api/v1/staff/:id/identities',
  'POST /api/v1/staff/:id/identities',
  'POST /api/v1/staff/:id/identities/revoke',
  'GET /api/v1/auth/sessions',
  'GET /api/v1/auth/unsent-keys',
  'GET /api/v1/auth/signing-keys',
  'POST /api/v1/auth/signing-keys',
  'POST /api/v1/auth/signing-keys/:id/retire',
  'GET /api/v1/staff/:id/sessions',
  'GET /api/v1/staff/:id/signing-certificate',
  'GET /api/v1/staff/:id/signing-keys',
  'POST /api/v1/staff/:id/signing-keys/:keyId/retire',
  'POST /api/v1/auth/sessions/:id/revoke',
  'POST /api/v1/auth/sessions/revoke-others',
  'POST /api/v1/staff/:id/sessions/revoke',
  'POST /api/v1/staff/:id/signing-certificate',
  'POST /api/v1/staff/:id/signing-certificate/withdraw',
  'POST /api/v1/staff/:id/signing-request',
  'GET /api/v1/beds',
  'GET /api/v1/staff',
  'GET /api/v1/staff/:id',
  'GET /api/v1/wards',
  'GET /fhir/R4/metadata',
  'GET /fhir/R4/$export',
  'POST /fhir/R4/$export',
  'POST /fhir/R4/Patient/$export',
  'POST /fhir/R4/Group/:id/$export',
  'GET /fhir/R4/Patient/$export',
  'GET /fhir/R4/Group/:id/$export',
  'GET /fhir/R4/$export-status/:id',
  'DELETE /fhir/R4/$export-status/:id',
  'POST /fhir/R4/Subscription',
  'GET /fhir/R4/Subscription',
  'GET /fhir/R4/Subscription/:id',
  'PUT /fhir/R4/Subscription/:id',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
  'GET /sw.js',
  'PATCH /api/v1/beds/:id',
  'POST /api/v1/beds/:id/state',
  'PATCH /api/v1/wards/:id',
  'POST /api/v1/auth/login',
  'POST /api/v1/auth/login/second-factor',
  'POST /api/v1/auth/logout',
  'POST /api/v1/auth/totp/confirm',
  'POST /api/v1/auth/totp/enrol',
  'POST /api/v1/auth/password',
  'POST /api/v1/auth/refresh',
  'POST /api/v1/auth/pin',
  'POST /api/v1/auth/switch',
  'GET /api/v1/terminals',
  'POST /api/v1/terminals',
  'POST /api/v1/terminals/:id/retire',
  'POST /api/v1/terminals/:id/rekey',
  'POST /api/v1/staff/:id/badges',
  'POST /api/v1/staff/:id/badges/revoke',
  'PATCH /api/v1/staff/:id',
  'POST /api/v1/staff',
  'POST /api/v1/staff/:id/leave',
  'POST /api/v1/staff/:id/reset-password',
  'POST /api/v1/staff/:id/second-factor/reset',
  'POST /api/v1/staff/:id/wards/join',
  'POST /api/v1/staff/:id/wards/leave',
  'GET /api/v1/radar/rules',
  'GET /api/v1/radar/rules/:code',
  'PATCH /api/v1/radar/rules/:code',
  'POST /api/v1/radar/run',
  'POST /api/v1/staff/:id/roles/grant',
  'POST /api/v1/staff/:id/roles/revoke',
  'POST /api/v1/wards',
  'POST /api/v1/wards/:id/beds',
  'POST /api/v1/wards/:id/beds/batch',
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const lastEvent = async () => elementAt(await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1'), 0);

describe('Every read is recorded', () => {
  it('each route declares what it discloses; those that show nobody stand in a list', () => {
    const silent = routesOf(world.app)
      .filter(({ declaration }) => !declaration || declaration.discloses === 'nothing')
      .map(({ name }) => name);
    expect(silent.filter((name) => !SHOW_NOBODY.includes(name))).toEqual([]);
  });

  it('a GET that shows patients records a read, a list or a search, never only a replay', () => {
    const wrong = routesOf(world.app)
      .filter(({ method, declaration }) => method === 'get' && declaration && declaration.discloses !== 'nothing')
      .filter(({ declaration }) => (declaration!.discloses as { kind: string }).kind === 'replay');
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it('opening a patient names reader, role, patient, purpose, terminal, address and request', async () => {
    const patient = await aPatient(world);
    await world.as('doctor').get(`/api/v1/patients/${patient.id}`, {
      'X-Terminal': 'KHOA-NOI-01',
      'X-Purpose-Of-Use': 'HRESCH',
      'X-Reason': encodeURIComponent('Hội chẩn'),
      'X-Request-Id': 'req-42',
    });
    expect(await lastEvent()).toMatchObject({
      kind: 'read',
      username: 'doctor',
      role: 'doctor',
      patient_id: patient.id,
      purpose: 'HRESCH',
      terminal: 'KHOA-NOI-01',
      reason: 'Hội chẩn',
      entity: 'patient',
      detail: expect.objectContaining({ callerRequestId: 'req-42' }),
    });
  });

  it('a search names every patient it showed, and what was searched', async () => {
    const shown = [
      await aPatient(world, { fullName: 'Đinh Quỳnh Chi' }),
      await aPatient(world, { fullName: 'Đinh Quỳnh Giao' }),
    ];
    await world.as('nurse').get('/api/v1/patients?name=dinh%20quynh');
    const event = await lastEvent();
    expect(event.kind).toBe('search');
    expect(new Set(event.patient_ids)).toEqual(new Set(shown.map(({ id }) => id)));
    expect(event.detail.query).toEqual({ name: 'dinh quynh' });
  });

  it('a search that found nobody is recorded too', async () => {
    await world.as('nurse').get('/api/v1/patients?name=khongcoai');
    expect(await lastEvent()).toMatchObject({ kind: 'search', patient_ids: [] });
  });

  it('an answer given again from the idempotency store is a disclosure and is recorded', async () => {
    const input = { fullName: 'Vũ Thị Lặp', sex: 'female' };
    const first = await world.as('registrar').post('/api/v1/patients', input, { 'Idempotency-Key': 'replay-1' });
    await world.as('registrar').post('/api/v1/patients', input, { 'Idempotency-Key': 'replay-1' });
    expect(await lastEvent()).toMatchObject({ kind: 'replay', username: 'registrar', patient_id: first.body.id });
  });

  it("an auditor's reading of the trail is itself on the trail", async () => {
    const patient = await aPatient(world);
    await world.as('auditor').get(`/api/v1/audit/events?patientId=${patient.id}`);
    expect(await lastEvent()).toMatchObject({
      kind: 'list',
      username: 'auditor',
      entity: 'audit_event',
      patient_id: patient.id,
    });
  });

  it('many reads at once are each recorded before their answers leave', async () => {
    const patient = await aPatient(world);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => world.as('doctor').get(`/api/v1/patients/${patient.id}`)),
    );
    const ids = answers.map(({ headers }) => headers['x-request-id']);
    const { n } = elementAt(
      await world.sql(`SELECT count(*)::int AS n FROM audit.event WHERE kind = 'read' AND request_id = ANY($1)`, [ids]),
      0,
    );
    expect(n).toBe(40);
  });

  it.each(['', '/chart'])('when the trail cannot be written, nothing is shown (/patients/:id%s)', async (part) => {
    const patient = await aPatient(world, { fullName: 'Trịnh Bí Mật' });
    await world.sql('REVOKE INSERT ON audit.event FROM emr_app');
    try {
      const answer = await world.as('doctor').get(`/api/v1/patients/${patient.id}${part}`);
      expect(answer.status).toBe(500);
      expect(answer.text).not.toContain('Bí Mật');
    } finally {
      await world.sql('GRANT INSERT ON audit.event TO emr_app');
    }
  });
});
