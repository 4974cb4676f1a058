import { isUnit } from '../../../clinical/datatypes/unit-conversion.js';
import { isLoincCode, LOINC } from '../../../clinical/results/code-systems.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { localKey, type LocalCode, type LocalCodes } from '../../import/mapping/local-codes.service.js';
import { sayMeaning } from '../elements/concept.js';
import { sayUnit } from '../maps/quantity.js';
import { walkResources } from '../elements/walk.js';
import type { Entry } from './read-bundle.js';

/** Systems that everybody knows: what stands in them is no sender's own. */
const PUBLIC =
  /^(?:https?:\/\/(?:snomed\.info|loinc\.org|terminology\.hl7\.org|hl7\.org|unitsofmeasure\.org|benhan\.vn)\b|urn:(?:oid:2\.16\.840\.1\.113883\.|iso:|ietf:))/i;
/** The system of codes whose sender names none, as of HL7 v2. */
const UNNAMED = 'urn:hl7v2:L';

/** Where a code or a unit stands that only its sender knows. */
interface Local {
  /** Its CodeableConcept, or its Quantity. */
  readonly at: object;
  readonly local: LocalCode;
}

/** Gives the values that a machine sends under its own codes and in its own units the meaning that people have given these. */
export async function meanWithin(tx: Tx, codes: LocalCodes, entries: readonly Entry[]): Promise<void> {
  const found = entries.flatMap(localCodesIn);
  const sender = entries[0]?.account.machine;
  if (found.length === 0 || sender === undefined) return;
  const meanings = await codes.meaningsWithin(
    tx,
    sender,
    found.map(({ local }) => local),
  );
  for (const { at, local } of found) {
    const meaning = meanings.get(localKey(local));
    if (!meaning) continue;
    if (local.kind === 'code') sayMeaning(at, meaning);
    else if (meaning.code) sayUnit(at, meaning.code);
  }
}

/** Of values that are numbers, their parts among them: those that somebody judges. */
export function localCodesIn({ resource, path, account }: Entry): Local[] {
  const found: Local[] = [];
  if (account.machine === undefined) return found;
  walkResources(resource, path, (part) => {
    if (part.resourceType !== 'Observation') return;
    const parts = Array.isArray(part.component) ? (part.component as unknown[]).filter(isObject) : [];
    for (const one of [part, ...parts]) found.push(...localsOf(one));
  });
  return found;
}

function localsOf({ code, valueQuantity, valueInteger }: Json): Local[] {
  if ((valueQuantity ?? valueInteger) === undefined) return [];
  const local = isObject(code) ? localCodeOf(code) : undefined;
  const unit = isObject(valueQuantity) ? localUnitOf(valueQuantity) : undefined;
  return [
    ...(local ? [{ at: code as object, local }] : []),
    ...(unit !== undefined
      ? [{ at: valueQuantity as object, local: { kind: 'unit', system: '', code: unit } as const }]
      : []),
  ];
}

type Json = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Json => value !== null && typeof value === 'object';

/** The unit that a value is kept in, where it is none that anybody else knows. */
function localUnitOf({ code, unit }: Json): string | undefined {
  const said = [code, unit].find((one) => typeof one === 'string' && one.trim() !== '') as string | undefined;
  return said === undefined || isUnit(said) ? undefined : said;
}

const isOfLoinc = ({ system, code }: Json): boolean =>
  system === LOINC && typeof code === 'string' && isLoincCode(code);

function localCodeOf({ coding, text }: Json): LocalCode | undefined {
  if (!Array.isArray(coding)) return undefined;
  const codings = (coding as unknown[]).map((one) => (one ?? {}) as Readonly<Record<string, unknown>>);
  if (codings.some(isOfLoinc)) return undefined;
  // A code of LOINC that cannot be one is its sender's own.
  const isOwn = (system: unknown) => typeof system !== 'string' || system === LOINC || !PUBLIC.test(system);
  const own = codings.find(({ system, code }) => typeof code === 'string' && isOwn(system));
  if (!own) return undefined;
  const display = [text, own.display].find((words) => typeof words === 'string');
  const system = typeof own.system === 'string' ? own.system : UNNAMED;
  return {
    kind: 'code',
    system,
    code: own.code as string,
    ...(display !== undefined && { display: display.slice(0, 200) }),
  };
}
