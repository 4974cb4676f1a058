import type { Resource } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import type { Manner } from './manners.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import { PROVENANCE_TARGETS } from './kept.table.js';
import { refuseParameter } from './parameter-refusals.js';
import { tableOf, TABLES } from './tables.js';

/** What references of a parameter may lead to, and the elements that they stand in. */
interface Includable {
  readonly elements: readonly string[];
  readonly types: readonly string[];
}

const PEOPLE = ['Practitioner', 'PractitionerRole', 'Organization'];
const PATIENT: Includable = { elements: ['subject', 'patient', 'for'], types: ['Patient'] };
const ENCOUNTER: Includable = { elements: ['encounter', 'context'], types: ['Encounter'] };

/** References that can be followed, by the name of their search parameter in R4. */
const INCLUDABLE: Readonly<Record<string, Includable>> = {
  patient: PATIENT,
  subject: PATIENT,
  encounter: ENCOUNTER,
  context: ENCOUNTER,
  'based-on': { elements: ['basedOn'], types: ['ServiceRequest'] },
  result: { elements: ['result'], types: ['Observation'] },
  'has-member': { elements: ['hasMember'], types: ['Observation'] },
  'derived-from': { elements: ['derivedFrom'], types: ['Observation'] },
  target: { elements: ['target'], types: PROVENANCE_TARGETS },
  specimen: { elements: ['specimen'], types: ['Specimen'] },
  performer: { elements: ['performer'], types: PEOPLE },
  requester: { elements: ['requester'], types: PEOPLE },
  owner: { elements: ['owner'], types: PEOPLE },
  practitioner: { elements: ['practitioner'], types: ['Practitioner'] },
  organization: { elements: ['organization', 'managingOrganization'], types: ['Organization'] },
  location: { elements: ['location'], types: ['Location'] },
  partof: { elements: ['partOf'], types: ['Location', 'Organization'] },
  request: { elements: ['request'], types: ['MedicationRequest'] },
  focus: { elements: ['focus'], types: ['DiagnosticReport', 'Observation', 'ServiceRequest'] },
};

/** An `_include` that has been understood. */
export interface Include extends Includable {
  /** The type whose references are followed. */
  readonly source: string;
  /** Whether those of what comes along are, too. */
  readonly iterates: boolean;
}

/** What is included in a search of a type. @throws Problem for what cannot be */
export const includesOf = (type: string, { includes = [], iterated = [] }: Manner): Include[] => [
  ...includes.map((asked) => includeOf(type, asked, false)),
  ...iterated.map((asked) => includeOf(type, asked, true)),
];

function includeOf(type: string, asked: string, iterates: boolean): Include {
  const [source = '', name = '', target] = asked.split(':');
  const found = INCLUDABLE[name];
  const isFrom = source === type || (iterates && isTable(source));
  if (!isFrom || !found || (target !== undefined && !found.types.includes(target))) {
    const known = Object.keys(INCLUDABLE).map((one) => `${type}:${one}`);
    return refuseParameter(iterates ? '_include:iterate' : '_include', 'include-not-taken', {
      known: known.join(', '),
    });
  }
  return { ...found, types: target === undefined ? found.types : [target], source, iterates };
}

/** A `_revinclude` that has been understood: what refers to what was found. */
export interface Revinclude {
  readonly type: string;
  readonly parameter: string;
  /** Whether what refers to what comes along does, too. */
  readonly iterates: boolean;
}

/** What refers to resources of a type and comes with them. @throws Problem for what cannot */
export const revincludesOf = (type: string, { revincludes = [], reviterated = [] }: Manner): Revinclude[] => [
  ...revincludes.map((asked) => revincludeOf(type, asked, false)),
  ...reviterated.map((asked) => revincludeOf(type, asked, true)),
];

function revincludeOf(type: string, asked: string, iterates: boolean): Revinclude {
  const [source = '', name = ''] = asked.split(':');
  const leads = () => (iterates ? isIncludable(source, name) : leadsTo(source, name, type));
  if (isTable(source) && leads()) return { type: source, parameter: name, iterates };
  return refuseParameter(iterates ? '_revinclude:iterate' : '_revinclude', 'include-not-taken', {
    known: 'Observation:patient, DiagnosticReport:based-on',
  });
}

const isTable = (type: string): boolean => type in TABLES || ['Specimen', 'Provenance'].includes(type);

/** Whether a parameter of a type is a reference that can be followed. */
export const isIncludable = (type: string, name: string): boolean =>
  name in INCLUDABLE && tableOf(type).parameters[name]?.type === 'reference';

/** Whether resources of a type are found by what they refer to of another. What only was sent is found within a patient alone. */
export const leadsTo = (source: string, name: string, type: string): boolean =>
  isIncludable(source, name) &&
  INCLUDABLE[name]!.types.includes(type) &&
  !(isOnlySaid(source, name) && MAY_BE_ABOUT_NOBODY.has(type));

/** Whether a reference stands only in what was sent. */
export const isOnlySaid = (source: string, name: string): boolean => tableOf(source).parameters[name]?.isSaid === true;

/** Ids that resources refer to by these elements, by their type. */
export function referredTo(resources: readonly Resource[], includes: readonly Include[]): Map<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const resource of resources) {
    for (const { source, elements, types } of includes) {
      if (source !== resource.resourceType) continue;
      for (const reference of referencesIn(elements.map((name) => resource[name]))) {
        const [type, id] = reference.split('/') as [string, string?];
        if (id === undefined || !types.includes(type)) continue;
        found.set(type, (found.get(type) ?? new Set()).add(id));
      }
    }
  }
  return new Map([...found].map(([type, ids]) => [type, [...ids]]));
}
