import { readConcept } from '../elements/concept.js';
import { instantText } from '../elements/date-time.js';
import type { Element } from '../elements/element.js';
import type { ResourceMap } from './resource-map.js';

export type EncounterClass = 'inpatient' | 'outpatient' | 'emergency' | 'day';
export type EncounterStatus = 'planned' | 'in-progress' | 'finished' | 'cancelled';

export interface EncounterFacts {
  readonly class: EncounterClass;
  readonly status: EncounterStatus;
  readonly reason?: string;
  readonly startedAt: Date | string;
  readonly endedAt?: Date | string;
  /** Issued here (số vào viện). */
  readonly visitNumber?: string;
}

export const VISIT_NUMBER_SYSTEM = 'https://benhan.vn/fhir/sid/visit-number';
export const CLASS_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';

/** Which of our classes each class of FHIR falls in. Source: HL7 v3 ActEncounterCode. */
const CLASSES = {
  AMB: 'outpatient',
  EMER: 'emergency',
  FLD: 'emergency',
  HH: 'outpatient',
  IMP: 'inpatient',
  ACUTE: 'inpatient',
  NONAC: 'inpatient',
  OBSENC: 'inpatient',
  PRENC: 'inpatient',
  SS: 'day',
  VR: 'outpatient',
} as const satisfies Record<string, EncounterClass>;
const CODES = { inpatient: 'IMP', outpatient: 'AMB', emergency: 'EMER', day: 'SS' } as const;

/** Our class for a code of FHIR's. */
export const classOf = (code: string): string => (CLASSES as Readonly<Record<string, string>>)[code] ?? code;

const STATUSES = {
  planned: 'planned',
  arrived: 'in-progress',
  triaged: 'in-progress',
  'in-progress': 'in-progress',
  onleave: 'in-progress',
  finished: 'finished',
  cancelled: 'cancelled',
  'entered-in-error': 'cancelled',
  unknown: 'finished',
} as const satisfies Record<string, EncounterStatus>;

export const encounterMap: ResourceMap<EncounterFacts> = {
  type: 'Encounter',
  entity: 'encounter',
  references: { patientId: 'subject' },

  read(resource) {
    const status = STATUSES[resource.needs(resource.code('status', keysOf(STATUSES)), 'status')];
    const { startedAt, endedAt } = readPeriod(resource, status);
    return {
      class: readClass(resource),
      status,
      reason: readReason(resource),
      startedAt,
      // What is over has an end: when nobody said which, the moment it began. What goes on has none yet.
      endedAt: status === 'in-progress' ? undefined : (endedAt ?? (status === 'finished' ? startedAt : undefined)),
    };
  },

  show({ class: kind, status, reason, startedAt, endedAt, visitNumber }) {
    return {
      ...(visitNumber && { identifier: [{ system: VISIT_NUMBER_SYSTEM, value: visitNumber }] }),
      status,
      class: { system: CLASS_SYSTEM, code: CODES[kind] },
      ...(reason && { reasonCode: [{ text: reason }] }),
      period: { start: instantText(startedAt), ...(endedAt && { end: instantText(endedAt) }) },
    };
  },
};

/** Classes we do not know are visits; their own code stays in the kept source. */
function readClass(resource: Element): EncounterClass {
  const kind = resource.needs(resource.get('class'), 'class') as Element | undefined;
  const { code } = (kind?.value ?? {}) as { code?: unknown };
  if (typeof code === 'string' && !(code in CLASSES)) return 'outpatient';
  kind?.string('system');
  return CLASSES[resource.needs(kind?.code('code', keysOf(CLASSES)), 'class.code')];
}

function readPeriod(resource: Element, status: EncounterStatus): { startedAt: Date; endedAt?: Date } {
  const period = resource.get('period');
  const start = status === 'planned' ? period?.dateTime('start') : period?.past('start');
  const endedAt = period?.dateTime('end');
  // R4 leaves it out where nobody knows: then it is from when it was told.
  const startedAt = start ?? endedAt ?? resource.get('meta')?.past('lastUpdated') ?? new Date();
  if (start && endedAt && endedAt < start) resource.reading.refuse(`${resource.path}.period.end`, 'out-of-order');
  return { startedAt, endedAt };
}

/** Why the patient came; when nobody said, what kind of visit it was. */
function readReason(resource: Element): string | undefined {
  const [reason] = resource.all('reasonCode') as (Element | undefined)[];
  const [type] = resource.all('type') as (Element | undefined)[];
  return (readConcept(reason) ?? (reason ? undefined : readConcept(type)))?.display;
}

const keysOf = <Key extends string>(table: Record<Key, unknown>) => Object.keys(table) as Key[];
