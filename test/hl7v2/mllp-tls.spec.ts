import { generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { framed, MllpFraming } from '../../src/integration/hl7v2/mllp/mllp-framing.js';
import { MllpListener } from '../../src/integration/hl7v2/mllp/mllp.listener.js';
import { issuedCertificate, issuedRevocations } from '../../src/platform/keys/certificates/issued-certificate.js';
import { elementsOf, sequence } from '../../src/platform/keys/certificates/der.js';
import { aMachine } from '../clients/machines.js';
import { startWorld, type World } from '../support/world.js';
import { message, PUBLIC_URL } from './messages.js';

/** Keys with certificates of their own, good from 2020 to 2120; two that have lapsed, or are for later. */
type Shown = 'lis' | 'other' | 'expired' | 'future';
const fileOf = (name: 'server' | Shown) => join(import.meta.dirname, 'certificates', `${name}.pem`);
const fingerprintOf = (name: Shown): string => new X509Certificate(readFileSync(fileOf(name))).fingerprint256;
const fingerprint = fingerprintOf('lis');

const folder = mkdtempSync(join(tmpdir(), 'revoked-'));
const list = join(folder, 'list.crl');
const aKey = (): KeyObject => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const authority = aKey();
/** Two of one authority: the second is what its sender gets in place of the first. */
const issued = () => {
  const [key, now] = [aKey(), Date.now()];
  const said = { of: key, subject: 'LIS', issuer: 'CA phòng xét nghiệm', isAuthority: false };
  const certificate = issuedCertificate(authority, { ...said, from: now - 86_400_000, to: now + 86_400_000 });
  return { certificate, pem: `${certificate.toString()}${key.export({ type: 'pkcs8', format: 'pem' }).toString()}` };
};
const [withdrawn, renewed] = [issued(), issued()];
let lists = 0;
const listed = (...serials: string[]) => {
  const at = Date.now() - 1000;
  const revoked = serials.map((serial) => ({ serial, at }));
  writeFileSync(list, issuedRevocations(authority, 'CA phòng xét nghiệm', revoked, at));
  // Two of one moment would look like one.
  utimesSync(list, new Date(), new Date(at + 10_000 * ++lists));
};

let world: World;
let port: number;
beforeAll(async () => {
  listed();
  const files = { HL7_MLLP_CERTIFICATE: fileOf('server'), HL7_MLLP_KEY: fileOf('server'), HL7_MLLP_REVOKED: list };
  const own = { HL7_MLLP_PORT: '0', ...files };
  world = await startWorld({ PUBLIC_URL, ...own });
  port = (await world.app.get(MllpListener, { strict: false }).listen())!;
  const scopes = ['system/DiagnosticReport.c'];
  await aMachine(world, scopes, { hl7v2: { application: 'LIS', certificates: [fingerprint] } });
  await aMachine(world, scopes, {
    hl7v2: { application: 'XA', addresses: ['10.0.0.1'], certificates: [fingerprint.replaceAll(':', '')] },
  });
});
afterAll(async () => {
  await world.app.get(MllpListener, { strict: false }).close();
  await world.close();
  rmSync(folder, { recursive: true });
});

/** An encrypted line, whose other end shows this certificate. */
function open(application: string, shown?: Shown | { readonly pem: string }) {
  const pem = typeof shown === 'object' ? shown.pem : shown && readFileSync(fileOf(shown));
  const ca = readFileSync(fileOf('server'));
  const socket = connect({ port, host: '127.0.0.1', ca, ...(pem && { cert: pem, key: pem }) });
  const framing = new MllpFraming(1e6);
  let count = 0;
  const ask = (): Promise<string> =>
    new Promise((resolve, reject) => {
      socket.once('error', reject).once('data', (chunk) => {
        const text = framing.take(chunk)![0]!.toString();
        resolve(/ERR.*99BENHAN/.exec(text)?.[0].split('|')[5]?.split('^')[0] ?? text);
      });
      const header = `MSH|^~\\&|${application}|XN|E|B|20261123||SIU^S12|T${++count}|P|2.5`;
      socket.write(framed(Buffer.from(message([], { header }))));
    });
  return { ask, close: () => socket.destroy() };
}

/** What is answered to one message. */
async function ask(application: string, shown?: Parameters<typeof open>[1]): Promise<string> {
  const line = open(application, shown);
  const answer = await line.ask();
  line.close();
  return answer;
}

describe('HL7 v2 over encrypted MLLP', () => {
  it('knows a sender by its registered certificate, whichever address it has, and by nothing less', async () => {
    expect(await ask('LIS', 'lis')).toBe('type-unsupported');
    expect(await ask('LIS', 'other')).toBe('sender-unknown');
    expect(await ask('LIS')).toBe('sender-unknown');
    expect(await ask('KHAC', 'lis')).toBe('sender-unknown');
    expect(await ask('XA', 'lis')).toBe('sender-unknown');
  });

  it('says to whoever is known by a certificate that it has lapsed, or is not valid yet, and in the log; to nobody else', async () => {
    const hl7v2 = { application: 'CU', certificates: [fingerprintOf('expired'), fingerprintOf('future')] };
    await aMachine(world, ['system/DiagnosticReport.c'], { hl7v2 });
    expect(await ask('CU', 'expired')).toBe('certificate-expired');
    expect(await ask('CU', 'future')).toBe('certificate-not-yet-valid');
    expect(await ask('LIS', 'expired')).toBe('sender-unknown');
    const { body } = await world.as('admin').get('/api/v1/messages?state=rejected&reason=hết hạn');
    expect(body.items).toMatchObject([{ senderSystem: 'CU|XN', reasons: [{ code: 'certificate-expired' }] }]);
  });

  it('takes nothing more under a certificate that was withdrawn, on a line that is open too', async () => {
    const scopes = ['system/DiagnosticReport.c'];
    const hl7v2 = { application: 'RUT', certificates: [fingerprintOf('other')] };
    const machine = await aMachine(world, scopes, { hl7v2 });
    const line = open('RUT', 'other');
    expect(await line.ask()).toBe('type-unsupported');
    const { body } = await world.as('admin').get(`/api/v1/clients/${machine.id}`);
    const revoked = await world
      .as('admin')
      .post(`/api/v1/clients/${machine.id}/disable`, {}, { 'If-Match': `"${body.version}"` });
    expect(revoked.status).toBe(200);
    expect(await line.ask()).toBe('sender-unknown');
    line.close();
  });

  it('takes nothing more under a certificate that its authority revoked, on a line that is open too, and everything under the next', async () => {
    const certificates = [withdrawn, renewed].map(({ certificate }) => certificate.fingerprint256);
    await aMachine(world, ['system/DiagnosticReport.c'], { hl7v2: { application: 'THU', certificates } });
    const line = open('THU', withdrawn);
    expect(await line.ask()).toBe('type-unsupported');
    listed(withdrawn.certificate.serialNumber);
    expect(await line.ask()).toBe('certificate-revoked');
    expect(await ask('THU', withdrawn)).toBe('certificate-revoked');
    expect(await ask('THU', renewed)).toBe('type-unsupported');
    // Cut while it is fetched: what was read before counts.
    writeFileSync(list, Buffer.from([0x30, 0x82]));
    expect(await line.ask()).toBe('certificate-revoked');
    line.close();
    const { body } = await world.as('admin').get('/api/v1/messages?state=rejected&reason=thu hồi');
    expect(body.items[0]).toMatchObject({ senderSystem: 'THU|XN', reasons: [{ code: 'certificate-revoked' }] });
  });

  it('whoever shows a certificate that is not written by the rules is nobody, and the listener goes on', async () => {
    const { certificate, pem } = issued();
    const [inner, ...rest] = elementsOf(elementsOf(certificate.raw)[0]!.body);
    // Of no length that is told (X.690, section 8.1.3.6), as TLS takes it.
    const endless = Buffer.concat([Buffer.from([0x30, 0x80]), inner!.body, Buffer.from([0, 0])]);
    const odd = sequence(endless, ...rest.map(({ whole }) => whole)).toString('base64');
    const key = pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY'));
    const shown = `-----BEGIN CERTIFICATE-----\n${odd.replace(/(.{64})/g, '$1\n')}\n-----END CERTIFICATE-----\n${key}`;
    expect(await ask('LIS', { pem: shown })).toBe('sender-unknown');
    expect(await ask('LIS', 'lis')).toBe('type-unsupported');
  });

  it('a fingerprint that is none is not registered', async () => {
    const { status, body } = await world.as('admin').post('/api/v1/clients', {
      name: 'A',
      purpose: 'B',
      contact: 'C',
      jwksUrl: 'https://lis.example/jwks.json',
      scopes: ['system/DiagnosticReport.c'],
      hl7v2: { application: 'LIS', certificates: ['AB:CD'] },
    });
    expect([status, body.errors[0]]).toMatchObject([400, { pointer: '/hl7v2/certificates', rule: 'fingerprint' }]);
  });
});
