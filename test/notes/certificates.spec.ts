import { createPublicKey, generateKeyPairSync, verify, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifyNoteFile } from '../../src/clinical/notes/note-file.js';
import { elementAt } from '../../src/kernel/list.js';
import { elementsOf } from '../../src/platform/keys/certificates/der.js';
import { issuedCertificate, issuedRevocations } from '../../src/platform/keys/certificates/issued-certificate.js';
import { revocationListsIn } from '../../src/platform/keys/certificates/revocation-list.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const DAY = 86_400_000;
const CA = 'CA được cấp phép';
const caKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const authority = issuedCertificate(caKey, {
  of: caKey,
  subject: CA,
  issuer: CA,
  isAuthority: true,
  from: Date.now() - DAY,
  to: Date.now() + DAY,
});
const folder = mkdtempSync(join(tmpdir(), 'trust-'));
const revokedFile = join(folder, 'revoked.crl');
const revoke = (...revoked: { serial: string; at: number }[]) => {
  const list = issuedRevocations(caKey, CA, revoked, Date.now());
  writeFileSync(revokedFile, list);
  return list;
};

let world: World;
let encounterId: string;
let doctor: string;
beforeAll(async () => {
  writeFileSync(join(folder, 'trust.pem'), authority.toString());
  revoke();
  world = await startWorld({ SIGNATURE_TRUST: join(folder, 'trust.pem'), SIGNATURE_REVOKED: revokedFile });
  ({ id: encounterId } = await anAdmission(world));
  doctor = world.staff.doctor.id;
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const certificateFor = (of: KeyObject, subject: string, by = caKey, more: object = {}) =>
  issuedCertificate(by, {
    of,
    subject,
    issuer: CA,
    isAuthority: false,
    from: Date.now() - DAY,
    to: Date.now() + DAY,
    ...more,
  });
const staffPath = (id = doctor) => `/api/v1/staff/${id}`;
const certify = (certificates: { toString(): string }, id?: string) =>
  world.as('admin').post(`${staffPath(id)}/signing-certificate`, { certificates: certificates.toString() });
async function keyOf(id = doctor): Promise<KeyObject> {
  const [row] = await world.sql('SELECT public_jwk FROM staff_signing_key WHERE staff_id = $1', [id]);
  return createPublicKey({ key: row!.public_jwk, format: 'jwk' });
}
async function sign(as: 'doctor' | 'nurse' = 'doctor') {
  const type = as === 'doctor' ? 'progress' : 'care';
  const sections = [{ code: 'course', text: 'Tỉnh, hết sốt' }];
  const { body } = await world.as('doctor').post(`/api/v1/encounters/${encounterId}/notes`, { type, sections });
  return world.as(as).post(`/api/v1/notes/${body.id}/sign`, {}, { 'If-Match': '"1"' });
}
const verified = async (id: string) => (await world.as('nurse').get(`/api/v1/notes/${id}/verify`)).body;
interface Checked {
  readonly signatures: readonly { readonly checks: readonly { readonly check: string; readonly result: string }[] }[];
}
const certificateCheck = (answer: Checked) =>
  elementAt(answer.signatures, 0).checks.find(({ check }) => check === 'certificate')?.result;

describe('A certificate of a licensed CA', () => {
  it('is asked for with the key that the service holds, and signed with it', async () => {
    const { status, body } = await world.as('admin').post(`${staffPath()}/signing-request`);
    expect(status).toBe(201);
    const der = Buffer.from(body.request.replace(/-----[A-Z ]+-----|\s/g, ''), 'base64');
    const [asked, , signature] = elementsOf(elementAt(elementsOf(der), 0).body);
    expect(verify('sha256', asked!.whole, await keyOf(), signature!.body.subarray(1))).toBe(true);
    expect(asked!.whole.includes(Buffer.from('Người thử doctor'))).toBe(true);
  });

  it('is taken only for the person, their key, from whom the hospital trusts, and while it is valid', async () => {
    const key = await keyOf();
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const name = 'Người thử doctor';
    const revoked = certificateFor(key, name);
    revoke({ serial: revoked.serialNumber, at: Date.now() - 1000 });
    const refused = [
      ['other-key', certificateFor(other, name)],
      ['other-person', certificateFor(key, 'Người khác doctor')],
      ['not-trusted', certificateFor(key, name, other)],
      ['expired', certificateFor(key, name, caKey, { to: Date.now() - 1000 })],
      ['revoked', revoked],
      ['unreadable', 'không phải chứng thư'],
    ] as const;
    for (const [rule, certificate] of refused) {
      const answer = await certify(certificate);
      expect([answer.status, answer.body.errors]).toEqual([422, [expect.objectContaining({ rule })]]);
    }
    expect((await world.as('admin').get(`${staffPath()}/signing-certificate`)).status).toBe(404);
    expect((await world.as('doctor').post(`${staffPath()}/signing-certificate`, {})).status).toBe(403);
    const own = await certify('x', world.staff.admin.id);
    expect([own.status, own.body.type]).toEqual([403, expect.stringContaining('own-rights')]);
  });

  it('goes with every signature, is checked years later without the service, and not signed with once it is revoked', async () => {
    const certificate = certificateFor(await keyOf(), 'NGƯỜI THỬ DOCTOR');
    const taken = await certify(certificate);
    expect(taken.body).toMatchObject({ certificate: { issuer: CA, demo: false, breach: null } });
    const { body: note } = await sign();
    const found = await verified(note.id);
    expect(found).toMatchObject({ state: 'valid', signatures: [{ certificate: { issuer: CA, breach: null } }] });
    expect(certificateCheck(found)).toBe('right');

    const { body: file } = await world.as('doctor').get(`/api/v1/notes/${note.id}/signed`);
    const trust = { authorities: [authority], lists: [] };
    const offline = async (given?: typeof trust) => certificateCheck(await verifyNoteFile(file, [], given));
    expect([await offline(trust), await offline()]).toEqual(['right', 'unproven']);
    const early = { serial: certificate.serialNumber, at: Date.now() - DAY };
    const lists = revocationListsIn(issuedRevocations(caKey, CA, [early], Date.now()));
    expect(certificateCheck(await verifyNoteFile(file, [], { ...trust, lists }))).toBe('wrong');

    // Lists say whole seconds: what is revoked later than it signed was valid then.
    revoke({ serial: certificate.serialNumber, at: Date.now() + 2000 });
    expect(await verified(note.id)).toMatchObject({ state: 'valid', matches: true });
    revoke({ serial: certificate.serialNumber, at: Date.now() });
    const refused = await sign();
    expect([refused.status, refused.body]).toMatchObject([409, { errors: [{ rule: 'revoked' }] }]);
    expect(refused.body.type).toContain('signing-certificate-invalid');
    const { body: now } = await world.as('admin').get(`${staffPath()}/signing-certificate`);
    expect(now.certificate).toMatchObject({ breach: 'revoked' });
    const list = revoke(early);
    expect(await verified(note.id)).toMatchObject({ state: 'certificate-invalid', matches: false });
    // While a list is fetched it may be cut off, or gone: the one before counts.
    writeFileSync(revokedFile, list.subarray(0, 60));
    expect(await verified(note.id)).toMatchObject({ state: 'certificate-invalid' });
    rmSync(revokedFile);
    expect(await verified(note.id)).toMatchObject({ state: 'certificate-invalid' });
    revoke(early);
  });

  it('is removed with a reason; the person signs with the key of the hospital alone, and what was signed keeps it', async () => {
    const reason = 'Thiết bị ký bị mất';
    const answer = await world.as('admin').post(`${staffPath()}/signing-certificate/withdraw`, { reason });
    expect(answer.status).toBe(200);
    const [event] = await world.sql(
      `SELECT reason FROM audit.event WHERE entity = 'staff_signing_key' AND kind = 'update' ORDER BY id DESC LIMIT 1`,
    );
    expect(event).toEqual({ reason });
    const { status, body } = await sign();
    expect(status).toBe(200);
    const found = await verified(body.id);
    expect(found).toMatchObject({ state: 'valid', signatures: [{ certificate: null }] });
    expect(certificateCheck(found)).toBeUndefined();
    const again = await world.as('admin').post(`${staffPath()}/signing-certificate/withdraw`, { reason });
    expect(again.status).toBe(404);
  });
});
