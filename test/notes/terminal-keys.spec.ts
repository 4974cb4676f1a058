import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/platform/routes/policy.js';
import { anAdmission } from '../support/builders.js';
import { PASSWORD, startWorld, type World } from '../support/world.js';

let world: World;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId } = await anAdmission(world));
});
afterAll(() => world.close());

/** A key as a browser makes it; the service never sees its private half. */
interface Key {
  readonly privateKey: KeyObject;
  readonly publicJwk: { readonly kty: string; readonly crv: string; readonly x: string; readonly y: string };
  readonly thumbprint: string;
}
function aKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x, y } = publicKey.export({ format: 'jwk' }) as Record<'x' | 'y', string>;
  const text = JSON.stringify({ crv: 'P-256', kty: 'EC', x, y });
  const thumbprint = createHash('sha256').update(text).digest('base64url');
  return { privateKey, publicJwk: { kty: 'EC', crv: 'P-256', x, y }, thumbprint };
}
const signed = ({ privateKey }: Key, text: string) =>
  sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url');
const enrol = (key: Key, role: Role = 'doctor', more: object = {}) =>
  world.as(role).post('/api/v1/auth/signing-keys', {
    ...{ publicJwk: key.publicJwk, heldAt: 'Máy bàn khoa Nội', password: PASSWORD },
    proof: signed(key, `benh-an-signing-key ${world.staff[role].id} ${key.thumbprint}`),
    ...more,
  });

const draft = async (role: Role = 'doctor') => {
  const body = { type: 'progress', sections: ['course', 'plan'].map((code) => ({ code, text: 'Tỉnh, hết sốt' })) };
  return (await world.as(role).post(`/api/v1/encounters/${encounterId}/notes`, body)).body.id as string;
};
type Headers = Readonly<Record<string, string>>;
const post = (path: string, body: object, headers: Headers, role: Role = 'doctor') =>
  world.as(role).post(`/api/v1/notes/${path}`, body, headers);
interface Due {
  readonly toSign: string;
  readonly header: string;
  readonly signedAt: string;
}
const answerTo = (key: Key, { toSign, header, signedAt }: Due) => {
  const payload = Buffer.from(toSign).toString('base64url');
  return [key.thumbprint, signedAt, `${header}..${signed(key, `${header}.${payload}`)}`].join(';');
};
/** As a browser does: asked first, then signed. */
async function signedAct(key: Key, path: string, body: object, headers: Headers, role: Role = 'doctor') {
  const asked = await post(path, body, { ...headers, 'X-Terminal-Signature': key.thumbprint }, role);
  expect([asked.status, asked.body.type]).toEqual([409, expect.stringMatching(/signature-due$/)]);
  return post(path, body, { ...headers, 'X-Terminal-Signature': answerTo(key, asked.body) }, role);
}
const verify = async (id: string) => (await world.as('nurse').get(`/api/v1/notes/${id}/verify`)).body;

describe('A key that a terminal holds', () => {
  const key = aKey();

  it('is enrolled by its person, who shows who they are and that the terminal has it', async () => {
    expect((await enrol(key, 'doctor', { password: 'không phải' })).status).toBe(403);
    expect((await enrol(key, 'doctor', { proof: signed(aKey(), 'x') })).body.type).toMatch(/signing-key-refused$/);
    expect((await enrol(key, 'doctor', { publicJwk: { ...key.publicJwk, x: 'A'.repeat(43) } })).status).toBe(422);
    expect((await enrol(key, 'doctor', { publicJwk: { ...key.publicJwk, d: 'x' } })).status).toBe(400);
    const { status, body } = await enrol(key);
    expect([status, body]).toMatchObject([201, { heldAt: 'Máy bàn khoa Nội', thumbprint: key.thumbprint }]);
    expect((await enrol(key)).body.type).toMatch(/signing-key-taken$/);
    const own = await world.as('doctor').get('/api/v1/auth/signing-keys');
    expect(own.body.items).toEqual([expect.objectContaining({ id: body.id, retiredAt: null })]);
    expect((await world.as('nurse').get('/api/v1/auth/signing-keys')).body.items).toEqual([]);
    const [kept] = await world.sql('SELECT sealed, public_jwk FROM staff_signing_key WHERE id = $1', [body.id]);
    expect(kept).toEqual({ sealed: null, public_jwk: key.publicJwk });
  });

  it('signs a note, and what it signed verifies like any other signature; nothing is kept of a first try', async () => {
    const id = await draft();
    const signedNote = await signedAct(key, `${id}/sign`, {}, { 'If-Match': '"1"' });
    expect([signedNote.status, signedNote.body.status]).toEqual([200, 'signed']);
    expect(await verify(id)).toMatchObject({ state: 'valid', matches: true });
    const rows = await world.sql(
      `SELECT k.thumbprint, s.number FROM note_signature s JOIN staff_signing_key k ON k.id = s.key_id WHERE s.note_id = $1`,
      [id],
    );
    expect(rows).toEqual([{ thumbprint: key.thumbprint, number: 1 }]);
  });

  it('signs an addendum and a co-signature too, each once', async () => {
    const id = await draft();
    await post(`${id}/sign`, {}, { 'If-Match': '"1"' });
    const body = { sections: [{ code: 'course', text: 'Bổ sung tại máy' }] };
    const asked = await post(`${id}/addenda`, body, { 'X-Terminal-Signature': key.thumbprint });
    const headers = { 'X-Terminal-Signature': answerTo(key, asked.body) };
    const added = await post(`${id}/addenda`, body, headers);
    expect(added.status).toBe(201);
    expect(await verify(added.body.id)).toMatchObject({ state: 'valid' });
    expect((await post(`${id}/addenda`, body, headers)).body.type).toMatch(/terminal-signature-wrong$/);
    const trainees = await draft('trainee');
    await post(`${trainees}/sign`, {}, { 'If-Match': '"1"' }, 'trainee');
    expect((await signedAct(key, `${trainees}/cosign`, {}, { 'If-Match': '"2"' })).body.status).toBe('signed');
    expect(await verify(trainees)).toMatchObject({ state: 'valid' });
  });

  it('signs the closing of a record, which is closed only once it has', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const doctor = world.as('doctor');
    expect(
      (await doctor.post(`/api/v1/encounters/${id}/discharge`, { disposition: 'home' }, { 'If-Match': '"1"' })).status,
    ).toBe(200);
    const { missing } = (await doctor.get(`/api/v1/encounters/${id}/completeness`)).body as {
      missing: { code: string }[];
    };
    const body = { passedOver: missing.map(({ code }) => ({ code, reason: 'Không có ở đây' })) };
    const close = (said: string) =>
      doctor.post(`/api/v1/encounters/${id}/close`, body, { 'If-Match': '"2"', 'X-Terminal-Signature': said });
    const asked = await close(key.thumbprint);
    expect([asked.status, asked.body.type]).toEqual([409, expect.stringMatching(/signature-due$/)]);
    expect((await doctor.get(`/api/v1/encounters/${id}/closing`)).body.type).toMatch(/record-open$/);
    expect((await close(answerTo(key, { ...asked.body, toSign: '{}' }))).body.type).toMatch(
      /terminal-signature-wrong$/,
    );
    expect((await close(answerTo(key, asked.body))).status).toBe(200);
    const seal = (await doctor.get(`/api/v1/encounters/${id}/closing`)).body;
    expect([seal.state, seal.closedAt]).toEqual(['as-closed', asked.body.signedAt]);
    const header = JSON.parse(Buffer.from(seal.signature.split('.')[0], 'base64url').toString()) as object;
    expect(header).toMatchObject({ kid: key.thumbprint, typ: 'benh-an-closing+jws' });
  });

  it('signs nothing else than what was shown: other bytes, another moment, another key, another person are refused', async () => {
    const id = await draft();
    const at = { 'If-Match': '"1"' };
    const asked = async () =>
      (await post(`${id}/sign`, {}, { ...at, 'X-Terminal-Signature': key.thumbprint })).body as Due;
    const refused = async (value: string, role: Role = 'doctor') =>
      (await post(`${id}/sign`, {}, { ...at, 'X-Terminal-Signature': value }, role)).body.type;
    const due = await asked();
    const wrong = /terminal-signature-wrong$/;
    expect(await refused(answerTo(key, { ...due, toSign: `${due.toSign} ` }))).toMatch(wrong);
    expect(await refused(answerTo(aKey(), due).replace(/^[^;]+/, key.thumbprint))).toMatch(wrong);
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await refused(answerTo(key, { ...due, header }))).toMatch(wrong);
    for (const seconds of [-3600, 3600]) {
      const signedAt = new Date(Date.now() + seconds * 1000).toISOString();
      expect(await refused(answerTo(key, { ...due, signedAt }))).toMatch(wrong);
    }
    for (const said of ['x', `${key.thumbprint};`, `${key.thumbprint};hôm nay;a..b`, `${key.thumbprint};a;b;c`]) {
      expect(await refused(encodeURI(said))).toMatch(wrong);
    }
    expect(await refused(aKey().thumbprint)).toMatch(/terminal-key-unknown$/);
    // Somebody else's key is nobody's here.
    const colleague = await draft('department-head');
    const theirs = await post(
      `${colleague}/sign`,
      {},
      { ...at, 'X-Terminal-Signature': key.thumbprint },
      'department-head',
    );
    expect(theirs.body.type).toMatch(/terminal-key-unknown$/);
    // A draft that was changed meanwhile is not what was signed.
    const fresh = await asked();
    await world.as('doctor').patch(`/api/v1/notes/${id}`, { sections: [{ code: 'course', text: 'Khác rồi' }] }, at);
    expect(
      (await post(`${id}/sign`, {}, { 'If-Match': '"2"', 'X-Terminal-Signature': answerTo(key, fresh) })).body.type,
    ).toMatch(wrong);
    expect(await world.sql('SELECT FROM note_signature WHERE note_id = ANY ($1::uuid[])', [[id, colleague]])).toEqual(
      [],
    );
  });

  it('goes out of use by its person, once; what it signed stays proven, and the service signs again', async () => {
    const before = await draft();
    await signedAct(key, `${before}/sign`, {}, { 'If-Match': '"1"' });
    const own = (await world.as('doctor').get('/api/v1/auth/signing-keys')).body.items[0];
    const retire = (role: Role) => world.as(role).post(`/api/v1/auth/signing-keys/${own.id}/retire`, {});
    expect((await retire('nurse')).status).toBe(404);
    expect((await retire('doctor')).status).toBe(204);
    expect((await retire('doctor')).status).toBe(404);
    expect(await verify(before)).toMatchObject({ state: 'valid' });
    const id = await draft();
    const at = { 'If-Match': '"1"' };
    const asked = await post(`${id}/sign`, {}, { ...at, 'X-Terminal-Signature': key.thumbprint });
    expect(asked.body.type).toMatch(/terminal-key-unknown$/);
    expect((await post(`${id}/sign`, {}, at)).status).toBe(200);
    expect((await enrol(key)).body.type).toMatch(/signing-key-taken$/);
  });

  it('of a lost terminal goes out of use by an administrator, at once and once, with why; what it signed stays proven', async () => {
    const lost = aKey();
    const { body: held } = await enrol(lost, 'doctor', { heldAt: 'Máy tính xách tay trực cấp cứu' });
    const before = await draft();
    await signedAct(lost, `${before}/sign`, {}, { 'If-Match': '"1"' });
    const of = (role: Role, id = world.staff.doctor.id) => ({
      list: () => world.as(role).get(`/api/v1/staff/${id}/signing-keys`),
      retire: (body: object = { reason: 'Mất máy ở bến xe' }, key: string = held.id) =>
        world.as(role).post(`/api/v1/staff/${id}/signing-keys/${key}/retire`, body),
    });
    expect([(await of('nurse').list()).status, (await of('department-head').retire()).status]).toEqual([403, 403]);
    const { body: known } = await of('admin').list();
    expect(known.items[0]).toMatchObject({ id: held.id, heldAt: 'Máy tính xách tay trực cấp cứu', retiredAt: null });
    expect((await of('admin').retire({ reason: '  ' })).status).toBe(400);
    expect((await of('admin', world.staff.nurse.id).retire()).body.type).toMatch(/signing-key-not-found$/);
    const nobody = '019a1b2c-0000-7000-8000-000000000001';
    expect((await of('admin', nobody).retire()).body.type).toMatch(/staff-not-found$/);
    // The key that the service holds for the person is not of a terminal.
    const [hospitals] = await world.sql<{ id: string }>(
      'SELECT id FROM staff_signing_key WHERE staff_id = $1 AND held_at IS NULL',
      [world.staff.doctor.id],
    );
    expect((await of('admin').retire({ reason: 'Gõ nhầm' }, hospitals!.id)).status).toBe(404);
    const caught = await draft();
    const asked = await post(`${caught}/sign`, {}, { 'If-Match': '"1"', 'X-Terminal-Signature': lost.thumbprint });
    const answers = await Promise.all(Array.from({ length: 8 }, () => of('admin').retire()));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, ...Array<number>(7).fill(404)]);
    const late = { 'If-Match': '"1"', 'X-Terminal-Signature': answerTo(lost, asked.body) };
    expect((await post(`${caught}/sign`, {}, late)).body.type).toMatch(/terminal-key-unknown$/);
    expect((await post(`${caught}/sign`, {}, { 'If-Match': '"1"' })).status).toBe(200);
    expect(await verify(before)).toMatchObject({ state: 'valid' });
    expect((await of('admin').list()).body.items[0].retiredAt).toEqual(expect.any(String));
    const told = await world.sql(
      `SELECT username, reason FROM audit.event WHERE entity = 'staff_signing_key' AND kind = 'update' AND entity_id = $1`,
      [held.id],
    );
    expect(told).toEqual([{ username: 'admin', reason: 'Mất máy ở bến xe' }]);
  });
});
