import { base64, bytesOf, join, sha256 } from './hashes.ts';
import { climb, signerOf } from './proof.ts';

/** What the browser worked out of a file that was exported. */
export interface ExportVerdict {
  readonly events: number;
  /** The line of the end is there, and counts as many events as there are. */
  readonly isWhole: boolean;
  /**
   * Lines whose event does not have the hash that stands beside it, whose proof leads elsewhere than to the signed root or was taken away,
   * or that stand there twice.
   */
  readonly altered: number;
  /** Events with a proof that leads to the signed root. */
  readonly proven: number;
  /** Size of the tree that the proofs lead into; null where nothing was sealed when the file was made. */
  readonly size: number | null;
  /** Key that signed the root; null when none fits, undefined when this browser cannot check or there is no root. */
  readonly signedBy: string | null | undefined;
}

/** A line of an event, as the service writes it (src/platform/audit/verification/export-format.ts): the leaf is cut out, never written again. */
const LINE =
  /^\{"index":(\d+),"hash":"([A-Za-z0-9+/]{43}=)"(?:,"proof":\[([^\]]*)\])?(?:,"event":"[0-9a-f-]{36}")?,"leaf":(\{.*\})\}$/;
const UNSEALED = /^\{"index":null,"hash":null,"leaf":\{.*\}\}$/;
const END = /^\{"end":\{"events":(\d+)\}\}$/;

/** The signed note around the root that the proofs lead to: its name, size and root, a line each. */
interface Root {
  readonly note: string;
  readonly size: number;
  readonly root: string;
}

/**
 * Checks an export as it was sealed, line by line: SHA-256 of every event, its audit path (RFC 6962) and the signature of the root
 * (c2sp.org/signed-note, Ed25519), by WebCrypto and from nothing but the file and the keys.
 * @param lines without line ends
 * @returns undefined for what is no such file
 */
export async function verifyExported(
  lines: AsyncIterable<string> | Iterable<string>,
  verifierKeys: readonly string[],
): Promise<ExportVerdict | undefined> {
  let root: Root | null | undefined;
  const found = { events: 0, altered: 0, proven: 0, isWhole: false };
  const seen = new Set<number>();
  let bare = 0;
  for await (const line of lines) {
    if (line === '') continue;
    if (root === undefined) {
      root = headOf(line);
      if (root === undefined) return undefined;
      continue;
    }
    const [, end] = END.exec(line) ?? [];
    // Whatever stands behind the end was put there.
    if (found.isWhole) found.altered += 1;
    else if (end !== undefined) found.isWhole = Number(end) === found.events;
    else {
      found.events += 1;
      const judged = await judge(line, root, seen);
      if (judged === 'bare') bare += 1;
      else if (judged !== 'unproven') found[judged] += 1;
    }
  }
  if (root === undefined) return undefined;
  // A file has proofs of all that was sealed, or of none: where others carry theirs, it was taken away.
  if (found.proven > 0) found.altered += bare;
  return { ...found, size: root?.size ?? null, signedBy: root ? await signerOf(root.note, verifierKeys) : undefined };
}

/** @returns null for an export of a trail that was not sealed yet, undefined for no export */
function headOf(line: string): Root | null | undefined {
  try {
    const { export: head } = JSON.parse(line) as { export?: { checkpoint: string | null } };
    if (!head) return undefined;
    if (head.checkpoint === null) return null;
    const [, size = '', root = ''] = head.checkpoint.split('\n');
    return { note: head.checkpoint, size: Number(size), root };
  } catch {
    return undefined;
  }
}

/** @returns `bare` for an event that was sealed by then, and carries no proof of it */
async function judge(
  line: string,
  root: Root | null,
  seen: Set<number>,
): Promise<'altered' | 'proven' | 'unproven' | 'bare'> {
  if (UNSEALED.test(line)) return 'unproven';
  const [, number = '', hash = '', proof, leaf = ''] = LINE.exec(line) ?? [];
  const index = Number(number);
  // An event that stands twice makes up for one that was cut out.
  if (leaf === '' || seen.has(index)) return 'altered';
  seen.add(index);
  const hashed = await sha256(join([0x00], new TextEncoder().encode(leaf)));
  if (base64(hashed) !== hash) return 'altered';
  if (!root) return 'unproven';
  if (proof === undefined) return index < root.size ? 'bare' : 'unproven';
  const { root: reached } = await climb(hashed, index, root.size, pathOf(proof));
  return reached && base64(reached) === root.root ? 'proven' : 'altered';
}

/** The hashes of a proof; one that leads nowhere for what is no list of texts. */
function pathOf(proof: string): readonly Uint8Array[] {
  try {
    return (JSON.parse(`[${proof}]`) as string[]).map(bytesOf);
  } catch {
    return [new Uint8Array()];
  }
}
