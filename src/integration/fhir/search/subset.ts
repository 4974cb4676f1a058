import type { Resource } from '../elements/element.js';
import { without } from '../elements/walk.js';
import type { Manner } from './manners.js';

const TAG = { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code: 'SUBSETTED' };
const ALWAYS = ['resourceType', 'id', 'meta', 'implicitRules', 'modifierExtension'];

/** Elements of R4 resources that belong to a summary (marked Σ there); a choice is named without its type. */
const SUMMARY: Readonly<Record<string, string>> = {
  Patient: 'identifier active name telecom gender birthDate deceased address managingOrganization link',
  Encounter: 'identifier status class type subject episodeOfCare participant appointment reasonCode diagnosis partOf',
  Observation:
    'identifier basedOn partOf status code subject focus encounter effective issued performer value hasMember derivedFrom component',
  DiagnosticReport:
    'identifier basedOn status category code subject encounter effective issued performer resultsInterpreter',
  ServiceRequest:
    'identifier basedOn replaces requisition status intent category priority doNotPerform code orderDetail quantity subject ' +
    'encounter occurrence asNeeded authoredOn requester performerType performer specimen bodySite',
  Condition: 'identifier clinicalStatus verificationStatus code bodySite subject encounter onset recordedDate',
  AllergyIntolerance:
    'identifier clinicalStatus verificationStatus type category criticality code patient recordedDate asserter',
  MedicationRequest:
    'identifier status intent priority doNotPerform reported medication subject authoredOn requester performer',
  MedicationAdministration: 'identifier instantiates partOf status medication subject effective',
  Practitioner: 'identifier active name telecom address gender birthDate',
  PractitionerRole: 'identifier active period practitioner organization code specialty location telecom',
  Organization: 'identifier active type name partOf',
  Location: 'identifier status operationalStatus name description mode type physicalType managingOrganization',
  Task: 'identifier basedOn groupIdentifier partOf status statusReason businessStatus intent code description focus for encounter executionPeriod lastModified requester owner location reasonCode',
  Specimen: 'identifier accessionIdentifier status type subject receivedTime collection',
};

/** Elements that R4 requires, which stand in any part of a resource. */
const REQUIRED: Readonly<Record<string, string>> = {
  Encounter: 'status class',
  Observation: 'status code',
  DiagnosticReport: 'status code',
  ServiceRequest: 'status intent subject',
  Condition: 'subject',
  AllergyIntolerance: 'patient',
  MedicationRequest: 'status intent medication subject',
  MedicationAdministration: 'status medication subject',
  Task: 'status intent',
};

/** The part of a resource that was asked for, marked as a part. */
export function subsetOf(resource: Resource, { summary, elements }: Pick<Manner, 'summary' | 'elements'>): Resource {
  if (summary === 'data') return tagged(without(resource, 'text'));
  const names = elements ?? (summary === 'text' ? ['text'] : summary === 'true' ? summaryOf(resource) : undefined);
  if (!names) return resource;
  const wanted = new Set([...ALWAYS, ...names, ...words(REQUIRED[resource.resourceType])]);
  const entries = Object.entries(resource).filter(
    ([name]) => wanted.has(name) || [...wanted].some((one) => isChoiceOf(one, name)),
  );
  return tagged(Object.fromEntries(entries));
}

/** Of a type whose summary is not known, everything but what is only text. */
const summaryOf = (resource: Resource): string[] =>
  SUMMARY[resource.resourceType] !== undefined
    ? words(SUMMARY[resource.resourceType])
    : Object.keys(without(resource, 'text', 'contained', 'note'));

const words = (list = ''): string[] => list.split(' ').filter((word) => word !== '');

/** `valueQuantity` is an `value[x]`; `_birthDate` is told with `birthDate`. */
const isChoiceOf = (stem: string, name: string): boolean =>
  CHOICES.has(stem) ? new RegExp(`^_?${stem}[A-Z]`).test(name) : name === `_${stem}`;
const CHOICES: ReadonlySet<string> = new Set([
  'value',
  'effective',
  'onset',
  'abatement',
  'medication',
  'deceased',
  'multipleBirth',
  'occurrence',
  'asNeeded',
]);

function tagged(resource: Record<string, unknown>): Resource {
  const meta = (resource.meta ?? {}) as { tag?: object[] };
  return { ...resource, meta: { ...meta, tag: [...(meta.tag ?? []), TAG] } } as unknown as Resource;
}
