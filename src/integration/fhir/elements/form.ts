import { walkResources } from './walk.js';
import type { Reading, Resource } from './element.js';

const OF_EVERY = 'resourceType id meta implicitRules language text contained extension modifierExtension identifier';
const VALUES = 'Quantity CodeableConcept String Boolean Integer Range Ratio SampledData Time DateTime Period'
  .split(' ')
  .map((type) => `value${type}`)
  .join(' ');
const ONSETS = 'onsetDateTime onsetAge onsetPeriod onsetRange onsetString';

/** The elements of the R4 resources that the chart takes. Source: hl7.org/fhir/R4. */
const ELEMENTS: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries({
    Patient:
      'active name telecom gender birthDate deceasedBoolean deceasedDateTime address maritalStatus multipleBirthBoolean ' +
      'multipleBirthInteger photo contact communication generalPractitioner managingOrganization link',
    Encounter:
      'status statusHistory class classHistory type serviceType priority subject episodeOfCare basedOn participant appointment period ' +
      'length reasonCode reasonReference diagnosis account hospitalization location serviceProvider partOf',
    Observation:
      'basedOn partOf status category code subject focus encounter effectiveDateTime effectivePeriod effectiveTiming effectiveInstant ' +
      `issued performer ${VALUES} dataAbsentReason interpretation note bodySite method specimen device referenceRange hasMember ` +
      'derivedFrom component',
    DiagnosticReport:
      'basedOn status category code subject encounter effectiveDateTime effectivePeriod issued performer resultsInterpreter specimen ' +
      'result imagingStudy media conclusion conclusionCode presentedForm',
    Condition:
      `clinicalStatus verificationStatus category severity code bodySite subject encounter ${ONSETS} abatementDateTime abatementAge ` +
      'abatementPeriod abatementRange abatementString recordedDate recorder asserter stage evidence note',
    AllergyIntolerance:
      `clinicalStatus verificationStatus type category criticality code patient encounter ${ONSETS} recordedDate recorder asserter ` +
      'lastOccurrence note reaction',
    MedicationRequest:
      'status statusReason intent category priority doNotPerform reportedBoolean reportedReference medicationCodeableConcept ' +
      'medicationReference subject encounter supportingInformation authoredOn requester performer performerType recorder reasonCode ' +
      'reasonReference instantiatesCanonical instantiatesUri basedOn groupIdentifier courseOfTherapyType insurance note ' +
      'dosageInstruction dispenseRequest substitution priorPrescription detectedIssue eventHistory',
  }).map(([type, names]) => [type, new Set(`${OF_EVERY} ${names}`.split(' '))]),
);

/** Elements that come in one of several types. */
const CHOICES = ['value', 'effective', 'onset', 'abatement', 'medication', 'deceased', 'multipleBirth', 'reported'];

/**
 * Refuses what would be shown as something else than was said: elements that R4 does not have, two values where one may stand, and what
 * turns the meaning round in a way that is not understood (FHIR R4 extensibility, "modifier extensions"; resource, "implicitRules").
 */
export function refuseBadForm(resource: Resource, path: string, reading: Reading): void {
  walkResources(resource, path, (part, at) => {
    const known = ELEMENTS[part.resourceType];
    if (!known) return;
    for (const name of Object.keys(part)) {
      if (!known.has(name.replace(/^_/, ''))) {
        reading.refuse(`${at}.${name}`, 'unknown-element', { type: part.resourceType });
      }
    }
    for (const stem of CHOICES) {
      const said = Object.keys(part).filter((name) => new RegExp(`^${stem}[A-Z]`).test(name) && known.has(name));
      if (said.length > 1) reading.refuse(`${at}.${said[1]}`, 'one-of-a-kind', { other: said[0] });
      // A value that is also said to be missing may not be read as one (R4 Observation, constraint obs-6).
      const isMissing = part.resourceType === 'Observation' && part.dataAbsentReason !== undefined;
      if (isMissing && stem === 'value' && said.length > 0) {
        reading.refuse(`${at}.dataAbsentReason`, 'one-of-a-kind', { other: said[0] });
      }
    }
    if (part.implicitRules !== undefined) reading.refuse(`${at}.implicitRules`, 'modifier-not-understood');
    if (part.doNotPerform === true) reading.refuse(`${at}.doNotPerform`, 'modifier-not-understood');
    for (const place of modifiersIn(part, at)) reading.refuse(place, 'modifier-not-understood');
  });
}

/** Where a resource has modifier extensions, but for what is contained in it. */
function modifiersIn(value: unknown, path: string, found: string[] = []): string[] {
  if (value === null || typeof value !== 'object') return found;
  for (const [name, child] of Object.entries(value)) {
    const at = Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`;
    if (name === 'contained') continue;
    if (name === 'modifierExtension' && Array.isArray(child) && child.length > 0) found.push(at);
    else modifiersIn(child, at, found);
  }
  return found;
}
