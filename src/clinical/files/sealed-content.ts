import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;

/** Seals the bytes of a file under a new key of their own. @returns nonce, text and tag; and the key, base64 */
export function sealContent(bytes: Buffer, fileId: string): { content: Buffer; key: string } {
  const [key, nonce] = [randomBytes(32), randomBytes(NONCE)];
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(fileId));
  const content = Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  return { content, key: key.toString('base64') };
}

/** @throws when it was changed, or belongs to another file */
export function openContent(content: Buffer, key: string, fileId: string): Buffer {
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'base64'), content.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(fileId)).setAuthTag(content.subarray(-TAG));
  return Buffer.concat([decipher.update(content.subarray(NONCE, -TAG)), decipher.final()]);
}
