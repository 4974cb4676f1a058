import type { JWK } from 'jose';
import { isProven, timeInFile, toLine, verdictOf, type SignedFileReport } from '../notes/signed-file.rules.js';
import { certificateOf, openSignature, timeOfClosing, type Check, type EventProof } from '../notes/note-proof.rules.js';
import { canonicalText } from '../notes/signed-content.rules.js';
import type { Trust } from '../../platform/keys/certificates/certificate.rules.js';
import { recordHash, rowHash, type ContentRow } from './content.rules.js';
import { CLOSING_KIND, CLOSING_FILE, type SignedClosing } from './signed-closing.js';

interface ClosingFile {
  readonly encounterId?: string;
  readonly content: SignedClosing | null;
  readonly rows: readonly {
    readonly entity: string;
    readonly id: string;
    readonly hash: string;
    /** The row as it was hashed; none in a file without contents, and of what has changed since. */
    readonly content?: string | null;
  }[];
  readonly digest: string;
  readonly jws: string;
  readonly publicJwk: JWK;
  readonly proof: EventProof | null;
}

/** Whether a file is one of a signed closing. */
export const isClosingFile = (file: unknown): boolean => (file as { form?: unknown } | null)?.form === CLOSING_FILE;

/**
 * Verifies the closing of a record with nothing but the file and the public keys of the trail: the signature, that the list of what the record
 * held is the one that was signed, that each row which the file holds is the one of that list, and by the event of the trail who closed it and when.
 * @param trusted verifier keys of the trail; none proves no time
 * @throws Error when it is no such file
 */
export async function verifyClosingFile(
  file: unknown,
  trusted: readonly string[],
  trust: Trust = { authorities: [], lists: [] },
): Promise<SignedFileReport> {
  if (!isClosingFile(file)) throw new Error('This is no signed closing of a record.');
  const { content: shown, rows, proof, encounterId, ...signature } = file as ClosingFile;
  const { content, checks } = await openSignature<SignedClosing>(signature, CLOSING_KIND);
  const time = proof && isProven(proof, trusted) ? timeOfClosing(proof.leaf, signature.jws) : undefined;
  const isSame = content !== undefined && shown !== null && canonicalText(shown) === canonicalText(content);
  const isShown = isSame && encounterId === content.record.encounterId;
  const isTheirs = proof !== null && content !== undefined && closerInLeaf(proof.leaf) === content.signer.id;
  const certificate = certificateOf(signature, content, trust, new Date(time ?? content?.signedAt ?? Number.NaN));
  const all: Check[] = [
    ...checks,
    { check: 'content', result: isShown ? 'right' : 'wrong' },
    { check: 'record', result: content && isListOf(content.record, rows) ? 'right' : 'wrong' },
    ...rowsIn(rows),
    { check: 'key', result: time === undefined ? 'unproven' : isTheirs ? 'right' : 'wrong' },
    { check: 'time', result: timeInFile(proof, trusted, time) },
    ...(certificate ? [certificate.check] : []),
  ];
  return { verdict: verdictOf(all), signatures: [toLine({ content, checks: all, time, certificate })] };
}

/** Whether these rows are those over which the signed hash was made. */
function isListOf(
  { encounterId, contentHash, rows: count }: SignedClosing['record'],
  rows: ClosingFile['rows'],
): boolean {
  if (!Array.isArray(rows) || rows.length !== count) return false;
  const held = rows.map(({ entity, id, hash }): ContentRow => [entity, id, hash]);
  return recordHash(encounterId, held) === contentHash;
}

/** Whether the rows themselves are those of the list; no check of a file that holds none. */
function rowsIn(rows: ClosingFile['rows']): Check[] {
  const texts = Array.isArray(rows) ? rows.filter(({ content }) => (content ?? null) !== null) : [];
  if (texts.length === 0) return [];
  const isWrong = texts.some(({ hash, content }) => rowHash(String(content)) !== hash);
  return [{ check: 'rows', result: isWrong ? 'wrong' : texts.length === rows.length ? 'right' : 'unproven' }];
}

const closerInLeaf = (leaf: string): string | null | undefined =>
  (JSON.parse(leaf) as { changes?: { closed_by?: readonly (string | null)[] } }).changes?.closed_by?.[1];
