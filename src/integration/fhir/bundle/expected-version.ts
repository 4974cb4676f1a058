import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { httpProblems, Problem } from '../../../kernel/problem.js';
import { fhirProblems } from '../fhir.errors.js';
import { MAPS, type ImportedType } from '../maps/index.js';
import type { KeptSource } from './fhir-sources.js';
import type { ImportedEntry } from './imported-entry.js';
import { keyOf, type Entry } from './read-bundle.js';
import { selectStanding, type Standing } from './standing.js';

/** Types of which every version stays readable: what an update replaces is not lost, whoever said it. */
const KEEP_EVERY_VERSION: ReadonlySet<string> = new Set(['Observation', 'DiagnosticReport']);

/**
 * Compares, in the transaction that writes, what updates were made from with what stands: of updates from one version one is taken, however
 * many come at once. One that does not say its version is taken where nothing can be lost by it: nothing is here yet, it says nothing new, or
 * every version stays readable.
 * @throws Problem versionOvertaken, preconditionRequired
 */
export async function requireVersions(
  tx: Tx,
  entries: readonly Entry[],
  known: ReadonlyMap<string, KeptSource>,
): Promise<void> {
  for (const entry of entries) {
    if (!entry.update) continue;
    const before = known.get(keyOf(entry.identity));
    const { isAlone, madeFrom } = entry.update;
    const isSafe = entry.update.versions === undefined && nothingIsLost(entry, before, isAlone);
    const versions = entry.update.versions ?? (madeFrom === undefined ? undefined : [madeFrom]);
    if (isSafe) continue;
    if (versions === undefined) throw unsaid();
    const stands = before && (await versionOf(tx, entry, before));
    const isMet = stands !== undefined && (versions.includes('*') || versions.includes(String(stands)));
    if (!isMet) throw overtaken(entry, stands);
  }
}

/** What a transaction sends anew is its sender's own message; only there may the version be left out of everything. */
const nothingIsLost = ({ identity, contentHash }: Entry, before: KeptSource | undefined, isAlone: boolean): boolean =>
  !isAlone || KEEP_EVERY_VERSION.has(identity.type) || !before || before.contentHash === contentHash;

const unsaid = (): Problem =>
  new Problem(httpProblems.preconditionRequired, { errors: [{ pointer: 'If-Match', rule: 'required' }] });

async function versionOf(tx: Tx, { identity: { type } }: Entry, before: KeptSource): Promise<number> {
  if (!before.entityId) return before.version;
  // Held first: a statement that waits for a row still sees what was true when it began.
  const table = Prisma.raw(`"${MAPS[type as ImportedType].entity}"`);
  await tx.$queryRaw`SELECT id FROM ${table} WHERE id = ${before.entityId}::uuid FOR NO KEY UPDATE`;
  const asked = [{ type, id: before.entityId } as ImportedEntry];
  const [standing] = await tx.$queryRaw<Standing[]>(selectStanding(asked));
  return standing?.version ?? before.version;
}

const overtaken = ({ path }: Entry, stands: number | undefined): Problem =>
  new Problem(fhirProblems.versionOvertaken, {
    errors: [{ pointer: path, rule: 'version-overtaken', message: fhirProblems.versionOvertaken.title }],
    ...(stands !== undefined && { headers: { ETag: `W/"${stands}"` } }),
  });
