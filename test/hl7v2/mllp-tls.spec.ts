import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { framed, MllpFraming } from '../../src/integration/hl7v2/mllp/mllp-framing.js';
import { MllpListener } from '../../src/integration/hl7v2/mllp/mllp.listener.js';
import { aMachine } from '../clients/machines.js';
import { startWorld, type World } from '../support/world.js';
import { message, PUBLIC_URL } from './messages.js';

/** Keys with certificates of their own, good from 2020 to 2120. */
const fileOf = (name: 'server' | 'lis' | 'other') => join(import.meta.dirname, 'certificates', `${name}.pem`);
const fingerprint = new X509Certificate(readFileSync(fileOf('lis'))).fingerprint256;

let world: World;
let port: number;
beforeAll(async () => {
  const own = { HL7_MLLP_PORT: '0', HL7_MLLP_CERTIFICATE: fileOf('server'), HL7_MLLP_KEY: fileOf('server') };
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
});

/** What is answered on an encrypted line, whose other end shows this certificate. */
const ask = (application: string, shown?: 'lis' | 'other'): Promise<string> =>
  new Promise((resolve, reject) => {
    const pem = shown && readFileSync(fileOf(shown));
    const ca = readFileSync(fileOf('server'));
    const socket = connect({ port, host: '127.0.0.1', ca, ...(pem && { cert: pem, key: pem }) }, () => {
      const header = `MSH|^~\\&|${application}|XN|E|B|20261123||SIU^S12|T1|P|2.5`;
      socket.write(framed(Buffer.from(message([], { header }))));
    });
    const framing = new MllpFraming(1e6);
    socket.once('error', reject).on('data', (chunk) => {
      const [answer] = framing.take(chunk) ?? [];
      if (!answer) return;
      socket.destroy();
      resolve(/ERR.*99BENHAN/.exec(answer.toString())?.[0].split('|')[5]?.split('^')[0] ?? answer.toString());
    });
  });

describe('HL7 v2 over encrypted MLLP', () => {
  it('knows a sender by its registered certificate, whichever address it has, and by nothing less', async () => {
    expect(await ask('LIS', 'lis')).toBe('type-unsupported');
    expect(await ask('LIS', 'other')).toBe('sender-unknown');
    expect(await ask('LIS')).toBe('sender-unknown');
    expect(await ask('KHAC', 'lis')).toBe('sender-unknown');
    expect(await ask('XA', 'lis')).toBe('sender-unknown');
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
