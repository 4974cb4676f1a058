import type { CheckpointResponse, EventProofResponse } from '../api/generated/index.ts';
import { base64, bytesOf, join, sha256 } from './hashes.ts';

/** What the browser worked out by itself, from nothing but the proof. */
export interface Verdict {
  /** The event's text has the leaf hash, and its path leads to the signed root. */
  readonly leadsToRoot: boolean;
  /** Key whose signature stands on the root; null when no key fits, undefined when this browser cannot check. */
  readonly signedBy: string | null | undefined;
  readonly steps: readonly string[];
}

/**
 * Checks an inclusion proof (RFC 6962, 2.1.1) and the signed note around its root (c2sp.org/signed-note, Ed25519), with WebCrypto.
 * @param verifierKeys keys as `name+id+base64`; whoever proves takes them from a person they trust
 */
export async function verifyProof(proof: EventProofResponse, verifierKeys: readonly string[]): Promise<Verdict> {
  const leaf = await sha256(join([0x00], new TextEncoder().encode(proof.leaf)));
  const { root, steps } = await climb(leaf, proof.index, proof.checkpoint.size, proof.path.map(bytesOf));
  const leadsToRoot =
    base64(leaf) === proof.leafHash &&
    root !== undefined &&
    base64(root) === proof.checkpoint.root &&
    noteSays(proof.checkpoint);
  return { leadsToRoot, signedBy: await signerOf(proof.checkpoint.note, verifierKeys), steps };
}

/** The note's own lines name the size and root that the answer tells. */
export const noteSays = ({ note, size, root }: CheckpointResponse): boolean => {
  const [, saidSize, saidRoot] = note.split('\n');
  return saidSize === `${size}` && saidRoot === root;
};

/** The root that a leaf and its audit path lead to; undefined when the path has the wrong length. */
export async function climb(leaf: Uint8Array, index: number, size: number, path: readonly Uint8Array[]) {
  let [hash, at, last] = [leaf, index, size - 1];
  const steps = [base64(hash)];
  if (index < 0 || index >= size) return { root: undefined, steps };
  for (const sibling of path) {
    if (last === 0) return { root: undefined, steps };
    if (at % 2 === 1 || at === last) {
      hash = await sha256(join([0x01], sibling, hash));
      while (at % 2 === 0 && at !== 0) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    } else hash = await sha256(join([0x01], hash, sibling));
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    steps.push(base64(hash));
  }
  return { root: last === 0 ? hash : undefined, steps };
}

/** Whose key signed a note; null when no key fits, undefined when this browser cannot check. */
export async function signerOf(note: string, verifierKeys: readonly string[]): Promise<string | null | undefined> {
  const split = note.indexOf('\n\n');
  const text = new TextEncoder().encode(note.slice(0, split + 1));
  const signatures = note
    .slice(split + 2)
    .split('\n')
    .filter((line) => line.startsWith('— '));
  for (const line of signatures) {
    const [, name, packed] = line.split(' ');
    for (const key of verifierKeys.filter((one) => one.startsWith(`${name}+`))) {
      const fits = await isSignedBy(key, bytesOf(packed ?? ''), text);
      if (fits === undefined) return undefined;
      if (fits) return key;
    }
  }
  return null;
}

/** A key is a byte that says Ed25519 and its 32 bytes; a signature four bytes that name the key and its 64. */
async function isSignedBy(verifierKey: string, packed: Uint8Array, text: Uint8Array): Promise<boolean | undefined> {
  const raw = bytesOf(verifierKey.split('+').slice(2).join('+'));
  if (raw[0] !== 1 || raw.length !== 33 || packed.length !== 68) return false;
  try {
    const key = await crypto.subtle.importKey('raw', raw.slice(1), 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', key, packed.slice(4), text as BufferSource);
  } catch {
    return undefined;
  }
}
