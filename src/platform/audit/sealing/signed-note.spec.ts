import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkpointText, readCheckpoint } from './checkpoint.js';
import { leafHash } from './merkle.js';
import { openNote, readVerifierKey, signNote, verifierKey } from './signed-note.js';

// The note, key and signature that the format's documentation gives as its example.
const PUBLISHED_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const PUBLISHED_TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const PUBLISHED_NOTE = `${PUBLISHED_TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const signer = { name: 'benhan.vn/79016/audit', privateKey: generateKeyPairSync('ed25519').privateKey };
const text = checkpointText({ origin: signer.name, size: 12, root: leafHash(Buffer.from('x')) });

describe('A signed note', () => {
  it('opens as published', () => {
    expect(openNote(PUBLISHED_NOTE, [readVerifierKey(PUBLISHED_KEY)])).toBe(PUBLISHED_TEXT);
  });

  it('signed here opens with the public key alone', () => {
    const note = signNote(text, signer);
    expect(openNote(note, [readVerifierKey(verifierKey(signer))])).toBe(text);
    expect(readCheckpoint(text)).toEqual({ origin: signer.name, size: 12, root: leafHash(Buffer.from('x')) });
  });

  it.each([
    ['another text', (note: string) => note.replace('\n12\n', '\n13\n'), 'does not fit'],
    ['no signature of a known key', (note: string) => note.replace('— benhan.vn', '— else.vn'), 'no known key'],
    ['no signature line', () => text, 'not a signed note'],
    ['a cut end', (note: string) => note.slice(0, -1), 'not a signed note'],
  ])('with %s does not open', (_, spoil, message) => {
    const verifier = readVerifierKey(verifierKey(signer));
    expect(() => openNote(spoil(signNote(text, signer)), [verifier])).toThrow(message);
  });

  it('knows a key whose id is not its own', () => {
    expect(() => readVerifierKey(PUBLISHED_KEY.replace('c74f20a3', 'c74f20a4'))).toThrow('the id');
  });
});
