import { isCalledOtherwise } from '../../../clinical/results/analyte-names.rules.js';
import { LOINC } from '../../../clinical/results/code-systems.js';
import type { Reading, Resource } from '../elements/element.js';
import { walkResources } from '../elements/walk.js';
import type { Entry } from './read-bundle.js';
import { reasonOf, type References } from './references.js';

/** Refuses a value whose code names one test and whose words another: nobody but its sender knows which is meant. Whoever has settled it has asked. */
export function refuseOtherTests({ resource, path }: Entry, references: References, reading: Reading): void {
  if (references.decided) return;
  walkResources(resource, path, (part, at) => {
    if (part.resourceType !== 'Observation') return;
    for (const [coded, where] of codedParts(part, at)) {
      if (isContradiction(coded.code)) {
        reading.refuse(`${where}.code`, 'code-contradicts', reasonOf('code-contradicts'));
      }
    }
  });
}

interface Coded {
  readonly [element: string]: unknown;
}

/** The value itself and its components. */
function codedParts(part: Resource, at: string): (readonly [Coded, string])[] {
  const components = (Array.isArray(part.component) ? part.component : []) as (Coded | null)[];
  return [[part, at] as const, ...components.map((one, place) => [one ?? {}, `${at}.component[${place}]`] as const)];
}

interface Concept {
  readonly coding?: readonly ({
    readonly system?: unknown;
    readonly code?: unknown;
    readonly display?: unknown;
  } | null)[];
  readonly text?: unknown;
}

function isContradiction(said: unknown): boolean {
  const { coding, text } = (said ?? {}) as Concept;
  const codings = Array.isArray(coding) ? (coding as NonNullable<Concept['coding']>) : [];
  const names = [text, ...codings.map((one) => one?.display)].filter((name) => typeof name === 'string');
  return codings.some(
    (one) => one?.system === LOINC && names.some((name) => isCalledOtherwise(String(one.code), name)),
  );
}
