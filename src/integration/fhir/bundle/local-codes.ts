import { LOINC } from '../../../clinical/results/code-systems.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { localKey, type LocalCode, type LocalCodes } from '../../import/mapping/local-codes.service.js';
import { sayMeaning } from '../elements/concept.js';
import type { Resource } from '../elements/element.js';
import { walkResources } from '../elements/walk.js';
import type { Entry } from './read-bundle.js';

/** Systems that everybody knows: what stands in them is no sender's own. */
const PUBLIC =
  /^(?:https?:\/\/(?:snomed\.info|loinc\.org|terminology\.hl7\.org|hl7\.org|unitsofmeasure\.org|benhan\.vn)\b|urn:(?:oid:2\.16\.840\.1\.113883\.|iso:|ietf:))/i;
/** The system of codes whose sender names none, as of HL7 v2. */
const UNNAMED = 'urn:hl7v2:L';

interface Coded {
  readonly concept: object;
  readonly local: LocalCode;
}

/** Gives the values that a machine sends under its own codes the meaning that people have given these. */
export async function meanWithin(tx: Tx, codes: LocalCodes, entries: readonly Entry[]): Promise<void> {
  const found = entries.flatMap(localCodesIn);
  const sender = entries[0]?.account.machine;
  if (found.length === 0 || sender === undefined) return;
  const meanings = await codes.meaningsWithin(
    tx,
    sender,
    found.map(({ local }) => local),
  );
  for (const { concept, local } of found) {
    const meaning = meanings.get(localKey(local));
    if (meaning) sayMeaning(concept, meaning);
  }
}

/** Values of numbers that stand under no code but their sender's: those that somebody judges. */
export function localCodesIn({ resource, path, account }: Entry): Coded[] {
  const found: Coded[] = [];
  if (account.machine === undefined) return found;
  walkResources(resource, path, (part) => {
    const local = isNumber(part) ? localCodeOf(part.code) : undefined;
    if (local) found.push({ concept: part.code as object, local });
  });
  return found;
}

const isNumber = ({ resourceType, valueQuantity, valueInteger }: Resource): boolean =>
  resourceType === 'Observation' && (valueQuantity ?? valueInteger) !== undefined;

function localCodeOf(concept: unknown): LocalCode | undefined {
  const { coding, text } = (concept ?? {}) as { coding?: unknown; text?: unknown };
  if (!Array.isArray(coding)) return undefined;
  const codings = (coding as unknown[]).map((one) => (one ?? {}) as Readonly<Record<string, unknown>>);
  if (codings.some(({ system }) => system === LOINC)) return undefined;
  const isOwn = (system: unknown) => typeof system !== 'string' || !PUBLIC.test(system);
  const own = codings.find(({ system, code }) => typeof code === 'string' && isOwn(system));
  if (!own) return undefined;
  const display = [text, own.display].find((words) => typeof words === 'string');
  const system = typeof own.system === 'string' ? own.system : UNNAMED;
  return { system, code: own.code as string, ...(display !== undefined && { display: display.slice(0, 200) }) };
}
