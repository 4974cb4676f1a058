import { isUuid } from '../../../kernel/uuid.js';
import { kindsOf } from '../../../platform/audit/exports/fhir-audit-event.js';
import type { EventFilter } from '../../../platform/audit/questions/event-places.js';
import { readName } from './conditions.js';
import { spanOf } from './dates.js';
import { invalidParameter, refuseParameter } from './parameter-refusals.js';
import type { Searchable, SearchRequest } from './search-request.js';

/** What AuditEvents are found by, each with its sentence in the CapabilityStatement. */
export const AUDIT_EVENTS = {
  parameters: {
    patient: 'The patient it was about, or who was shown: a reference, or patient:identifier',
    date: 'When it was recorded',
    agent: 'Who acted: a reference to a person or machine, or their username',
    entity: 'What it was about: a reference to a record or a patient, or the name of a table, such as vital_signs',
    action: 'C, R, U, D or E',
  },
  needs: [],
} as const satisfies Searchable;

/** Older than the trail, and a moment its ids can express. */
const BEGINNING = new Date('2000-01-01T00:00:00Z');

/** A search as a question to the trail, as far as it can be told without asking who is meant. */
export interface TrailSearch {
  readonly filter: EventFilter;
  /** A number of the patient, `system|value` or `value`. */
  readonly patientNumber?: string;
  /** An id without its type: of a record, or of a patient, about whom are more events than those of that one row. */
  readonly ofAnyType?: string;
  /** Of which type the record is, where that is said. */
  readonly ofType?: string;
}

/**
 * @returns undefined when it can find nothing, such as a patient whose id is none of ours
 * @throws Problem notImportable naming the parameter whose value is wrong, or whose modifier is not taken
 */
export function trailSearch({ filters }: SearchRequest): TrailSearch | undefined {
  const of = (name: string) => filters.filter(([given]) => readName(given).name === name).map(referenceOf);
  const once = (name: string) => {
    const [value, ...more] = of(name);
    if (more.length > 0 || value?.text.includes(',')) invalidParameter(name);
    return value;
  };
  const [patient, agent, entity] = [once('patient'), once('agent'), once('entity')];
  const said = (name: string) => filters.filter(([given]) => readName(given).name === name).map(plainOf);
  const actions = said('action').map(actionsOf);
  const spans = said('date').map((value) => spanOf(value, 'date'));
  const from = latest([BEGINNING, ...spans.flatMap((span) => span.from ?? [])]);
  const to = earliest(spans.flatMap((span) => span.before ?? []));
  const number = patient?.isIdentifier ? patient.text : undefined;
  const whose = number === undefined ? wholeOf([patient, entity?.type === 'Patient' ? entity : undefined]) : [];
  const isNobody = [patient, agent, entity].some((one) => one?.isElsewhere) || whose === undefined;
  if (isNobody || (patient?.type ?? 'Patient') !== 'Patient' || (to && to <= from)) return undefined;
  const [patientId] = whose;
  const record = entity?.type === 'Patient' ? undefined : entity?.text;
  return {
    filter: {
      patientId,
      from: from.toISOString(),
      to: to?.toISOString(),
      ...(agent && agentOf(agent.text)),
      ...(record !== undefined && (isUuid(record) ? { entityId: record.toLowerCase() } : { entity: record })),
      // Given twice, both must hold.
      ...(actions.length > 0 && { kinds: actions.reduce((all, one) => all.filter((kind) => one.includes(kind))) }),
    },
    ...(number !== undefined && { patientNumber: number }),
    ...(record !== undefined && entity?.type !== undefined && { ofType: entity.type }),
    ...(record !== undefined && isUuid(record) && entity?.type === undefined && { ofAnyType: record.toLowerCase() }),
  };
}

/** The one patient whom references name; none where none is given, and undefined where they name two, or none of ours. */
function wholeOf(references: readonly (Reference | undefined)[]): readonly string[] | undefined {
  const ids = [...new Set(references.flatMap((one) => (one ? [one.text.toLowerCase()] : [])))];
  return ids.length > 1 || ids.some((id) => !isUuid(id)) ? undefined : ids;
}

/** The value of what is no reference. @throws Problem for any modifier: an answer that passed over it would show too much */
function plainOf([asked, value]: SearchRequest['filters'][number]): string {
  const { modifier, chained } = readName(asked);
  if (modifier ?? chained) refuseParameter(asked, 'modifier-not-taken', { known: '–' });
  return value;
}

/** What a parameter names: by an id or a name, with its type where that is said. */
interface Reference {
  readonly text: string;
  readonly type?: string;
  readonly isIdentifier?: true;
  /** An address of another service. */
  readonly isElsewhere?: true;
}

/**
 * `Type/id`, also of one version, `id`, `urn:uuid:id`, and with the type or `identifier` as a modifier; our own address before it was taken away
 * already.
 * @throws Problem for modifiers and chains that a reference does not take
 */
function referenceOf([asked, value]: SearchRequest['filters'][number]): Reference {
  const { modifier, chained } = readName(asked);
  if (chained === 'identifier' || modifier === 'identifier') {
    return { text: value.replace(/^\|/, ''), isIdentifier: true };
  }
  const isType = modifier === undefined || /^[A-Z]/.test(modifier);
  if (chained !== undefined || !isType) refuseParameter(asked, 'modifier-not-taken', { known: 'identifier' });
  const [, type = modifier, id = value] = /^([A-Z][A-Za-z]+)\/([^/]+)(?:\/_history\/[^/]+)?$/.exec(value) ?? [];
  const text = id.replace(/^urn:uuid:/, '');
  const differs = modifier !== undefined && type !== modifier;
  return {
    text,
    ...(type && { type }),
    ...((differs || /^[a-z]+:\/\//i.test(text)) && { isElsewhere: true as const }),
  };
}

const latest = (moments: readonly Date[]): Date => new Date(Math.max(...moments.map(Number)));
const earliest = (moments: readonly Date[]): Date | undefined =>
  moments.length > 0 ? new Date(Math.min(...moments.map(Number))) : undefined;

function agentOf(agent: string): Pick<EventFilter, 'actorId' | 'username'> {
  return isUuid(agent) ? { actorId: agent } : { username: agent };
}

/** The kinds of the trail behind `R` or `C,U`, with or without the system of the codes. */
function actionsOf(value: string): string[] {
  return value.split(',').flatMap((part) => {
    const kinds = kindsOf(part.slice(part.indexOf('|') + 1));
    return kinds.length > 0 ? kinds : invalidParameter('action');
  });
}
