import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const NONCE = 12;
const TAG = 16;
/** Ciphers answer each piece with a copy of it: of a whole file that would be one more in memory. */
const PIECE = 262_144;

/** Seals the bytes of a file under a new key of their own. @returns nonce, text and tag; and the key, base64 */
export function sealContent(bytes: Buffer, fileId: string): { content: Buffer; key: string } {
  const [key, nonce] = [randomBytes(32), randomBytes(NONCE)];
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(fileId));
  const content = Buffer.allocUnsafe(NONCE + bytes.length + TAG);
  nonce.copy(content);
  inPieces(bytes, (piece, at) => cipher.update(piece).copy(content, NONCE + at));
  cipher.final();
  cipher.getAuthTag().copy(content, NONCE + bytes.length);
  return { content, key: key.toString('base64') };
}

/** Opens it where it stands. @throws when it was changed, or belongs to another file */
export function openContent(content: Buffer, key: string, fileId: string): Buffer {
  const decipher = createDecipheriv(CIPHER, Buffer.from(key, 'base64'), content.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(fileId)).setAuthTag(content.subarray(-TAG));
  const bytes = content.subarray(NONCE, -TAG);
  inPieces(bytes, (piece, at) => decipher.update(piece).copy(bytes, at));
  decipher.final();
  return bytes;
}

function inPieces(bytes: Buffer, take: (piece: Buffer, at: number) => void): void {
  for (let at = 0; at < bytes.length; at += PIECE) take(bytes.subarray(at, at + PIECE), at);
}
