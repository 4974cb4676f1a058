import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/**
 * Signed notes as C2SP specifies them (c2sp.org/signed-note), with Ed25519: a text, an empty line, and one line for each
 * signature. Other people's tools for transparency logs read them.
 */

const ED25519 = 1;
const SEPARATOR = '\n\n';

/** Who signs: a name without spaces and plus signs, and the key. */
export interface NoteSigner {
  readonly name: string;
  readonly privateKey: KeyObject;
}

/** Whose signature counts. */
export interface NoteVerifier {
  readonly name: string;
  readonly keyId: Buffer;
  readonly publicKey: KeyObject;
}

/** The last 32 bytes of an Ed25519 public key's SPKI form are the key itself (RFC 8410). */
const rawPublicKey = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' }).subarray(-32);
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const keyIdOf = (name: string, raw: Buffer): Buffer =>
  createHash('sha256').update(`${name}\n`).update(Uint8Array.of(ED25519)).update(raw).digest().subarray(0, 4);

/** The key's public half in the form auditors keep: `name+id+base64`. */
export function verifierKey({ name, privateKey }: NoteSigner): string {
  const raw = rawPublicKey(createPublicKey(privateKey));
  const encoded = Buffer.concat([Uint8Array.of(ED25519), raw]).toString('base64');
  return `${name}+${keyIdOf(name, raw).toString('hex')}+${encoded}`;
}

/** @throws Error when the text is not `name+id+base64` of an Ed25519 key, or its id is not that of its key */
export function readVerifierKey(text: string): NoteVerifier {
  const [, name, id, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (!name || bytes.length !== 33 || bytes[0] !== ED25519) throw new Error('not a verifier key: name+id+base64');
  const raw = bytes.subarray(1);
  const keyId = keyIdOf(name, raw);
  if (keyId.toString('hex') !== id) throw new Error('the id of this verifier key is not that of its key');
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, raw]), format: 'der', type: 'spki' });
  return { name, keyId, publicKey };
}

/** A signer from a PEM private key. */
export const readSigner = (name: string, pem: string): NoteSigner => ({ name, privateKey: createPrivateKey(pem) });

/** @param text ends with a newline */
export function signNote(text: string, signer: NoteSigner): string {
  const id = keyIdOf(signer.name, rawPublicKey(createPublicKey(signer.privateKey)));
  const signature = sign(null, Buffer.from(text), signer.privateKey);
  return `${text}\n— ${signer.name} ${Buffer.concat([id, signature]).toString('base64')}\n`;
}

/**
 * The text of a note that one of the verifiers' keys signed.
 * @throws Error when none did, or the note is malformed
 */
export function openNote(note: string, verifiers: readonly NoteVerifier[]): string {
  const at = note.lastIndexOf(SEPARATOR);
  if (at < 0 || !note.endsWith('\n')) throw new Error('not a signed note');
  const text = note.slice(0, at + 1);
  for (const line of note.slice(at + SEPARATOR.length, -1).split('\n')) {
    const [, name, encoded] = /^— (\S+) ([A-Za-z0-9+/=]+)$/.exec(line) ?? [];
    if (!name || !encoded) throw new Error('not a signed note: a signature line is malformed');
    const bytes = Buffer.from(encoded, 'base64');
    const known = verifiers.find((one) => one.name === name && one.keyId.equals(bytes.subarray(0, 4)));
    if (!known) continue;
    if (!verify(null, Buffer.from(text), known.publicKey, bytes.subarray(4))) {
      throw new Error(`the signature of ${name} does not fit the note`);
    }
    return text;
  }
  throw new Error('no known key has signed this note');
}
