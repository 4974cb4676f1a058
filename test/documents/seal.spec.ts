import { createHash, verify } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { elementAt } from '../../src/kernel/list.js';
import { demoCertificate } from '../../src/views/documents/seal/demo-certificate.js';
import { elementsOf, type Element } from '../../src/platform/keys/certificates/der.js';
import { certifiedIn } from '../../src/views/documents/seal/hospital-seal.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { print, textOf } from './printed.js';

const folder = mkdtempSync(join(tmpdir(), 'seal-'));
const { key, chain } = demoCertificate({ authority: 'CA thử', signer: 'Bệnh viện thử' });
const pem = [key.export({ type: 'pkcs8', format: 'pem' }), ...chain].join('\n');
let world: World;
beforeAll(async () => {
  writeFileSync(join(folder, 'hospital.pem'), pem);
  world = await startWorld({ DOCUMENT_CERTIFICATE: join(folder, 'hospital.pem') });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const inside = ({ body }: Element, ...places: number[]): Element =>
  places.reduce<Element>((element, place) => elementAt(elementsOf(element.body), place), { body } as Element);

/** Reads the signature of a PDF as a verifier does (ISO 32000-2, 12.8; RFC 5652, 5.4). */
function isSignedWhole(pdf: Buffer): boolean {
  const text = pdf.toString('latin1');
  const [, from = 0, to = 0, rest = 0] = /\/ByteRange \[0 (\d+) (\d+) (\d+)\]/.exec(text)?.map(Number) ?? [];
  if (to + rest !== pdf.length) return false;
  // The room behind it is zeros.
  const room = Buffer.from(text.slice(from + 1, to - 1), 'hex');
  const content = elementAt(elementsOf(room.subarray(0, 4 + room.readUInt16BE(2))), 0);
  const signer = inside(content, 1, 0, 4, 0);
  const [attributes, signature] = [inside(signer, 3), inside(signer, 5)];
  const digest = createHash('sha256').update(pdf.subarray(0, from)).update(pdf.subarray(to)).digest();
  const signed = Buffer.concat([Buffer.from([0x31]), attributes.whole.subarray(1)]);
  return attributes.body.includes(digest) && verify('sha256', signed, chain[0].publicKey, signature.body);
}

/** The file with the words of one page altered: its drawing is unpacked, what shows a word is taken out, and it is packed into the same place. */
function withoutLetter(pdf: Buffer, text: string): Buffer {
  const raw = pdf.toString('latin1');
  for (const { index } of raw.matchAll(/stream\r?\n/g)) {
    const from = raw.indexOf('\n', index) + 1;
    const to = raw.indexOf('endstream', from);
    const drawn = unpacked(pdf.subarray(from, to));
    if (raw.slice(Math.max(0, index - 3), index) === 'end' || !drawn?.includes(' Tf')) continue;
    const shows = [...drawn.matchAll(/\[[^\]]{8,}\] ?TJ|(?:<[^>]{8,}>|\((?:[^()\\]|\\.){8,}\)) ?Tj/g)];
    const last = elementAt(shows, shows.length >> 1);
    const changed = drawn.slice(0, last.index) + drawn.slice(last.index + last[0].length);
    const packed = deflateSync(Buffer.from(changed, 'latin1'), { level: 9 });
    if (packed.length > to - from) continue;
    return Buffer.concat([pdf.subarray(0, from), packed, Buffer.alloc(to - from - packed.length), pdf.subarray(to)]);
  }
  throw new Error(`nothing to alter in: ${text}`);
}

function unpacked(bytes: Buffer): string | undefined {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return undefined;
  }
}

describe('A printed document of a hospital with a certificate', () => {
  it('is signed as a whole, stays readable PDF/A, and its hash is that of the signed file; a changed byte is found', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const { status, pdf, text, code } = await print(world, `/api/v1/encounters/${id}/documents/admission.pdf`);
    expect(status).toBe(200);
    expect(text).toContain('Trang 1 / 1');
    expect(pdf.toString('latin1')).toMatch(/pdfaid:part>3<[\s\S]*\/SubFilter \/ETSI.CAdES.detached/);
    expect(isSignedWhole(pdf)).toBe(true);
    const sha256 = createHash('sha256').update(pdf).digest('hex');
    expect((await world.anonymous.get(`/verify/${code}?sha256=${sha256}`)).body).toMatchObject({ genuine: true });
    const changed = Buffer.from(pdf);
    changed[200]! ^= 1;
    expect(isSignedWhole(changed)).toBe(false);
  });

  it('of a signed note is found out when its words are altered in the file, though it still opens and reads well', async () => {
    const { id } = await anAdmission(world, { bedId: null });
    const doctor = world.as('doctor');
    const sections = ['course', 'plan'].map((code) => ({ code, text: 'AAAA tốt BBBB' }));
    const { body } = await doctor.post(`/api/v1/encounters/${id}/notes`, { type: 'progress', sections });
    const signed = await doctor.post(`/api/v1/notes/${body.id}/sign`, {}, { 'If-Match': `"${body.version}"` });
    expect(signed.status).toBe(200);
    const { pdf, text, code } = await print(world, `/api/v1/encounters/${id}/documents/treatment.pdf`);
    expect(text).toContain('AAAA tốt BBBB');
    const forged = withoutLetter(pdf, text);
    expect(forged).toHaveLength(pdf.length);
    expect(await textOf(forged)).not.toBe(text);
    expect([isSignedWhole(pdf), isSignedWhole(forged)]).toEqual([true, false]);
    const asked = (file: Buffer) =>
      world.anonymous.get(`/verify/${code}?sha256=${createHash('sha256').update(file).digest('hex')}`);
    expect((await asked(pdf)).body).toMatchObject({ genuine: true, withdrawn: false });
    expect((await asked(forged)).body).toMatchObject({ genuine: false });
  });

  it('has none whose key or chain does not belong to it', () => {
    expect(certifiedIn(pem).chain).toHaveLength(2);
    const other = demoCertificate({ authority: 'CA khác', signer: 'B' });
    expect(() => certifiedIn([key.export({ type: 'pkcs8', format: 'pem' }), ...other.chain].join('\n'))).toThrow(/key/);
    expect(() =>
      certifiedIn([key.export({ type: 'pkcs8', format: 'pem' }), chain[0], other.chain[1]].join('\n')),
    ).toThrow(/issued/);
  });
});
