import { isUuid } from '../../../kernel/uuid.js';
import { kindsOf } from '../../../platform/audit/exports/fhir-audit-event.js';
import type { EventFilter } from '../../../platform/audit/questions/event-places.js';
import { spanOf } from './dates.js';
import { invalidParameter } from './parameter-refusals.js';
import type { Searchable, SearchRequest } from './search-request.js';

/** What AuditEvents are found by, each with its sentence in the CapabilityStatement. */
export const AUDIT_EVENTS = {
  parameters: {
    patient: 'The patient it was about, or who was shown: Patient/<id> or <id>',
    date: 'When it was recorded',
    agent: "Who acted: a person's or machine's id, or their username",
    entity: 'What it was about: the id of a record, or the name of its table, such as vital_signs',
    action: 'C, R, U, D or E',
  },
  needs: [],
} as const satisfies Searchable;

/** Older than the trail, and a moment its ids can express. */
const BEGINNING = new Date('2000-01-01T00:00:00Z');

/**
 * A search as a question to the trail.
 * @returns undefined when it can find nothing, such as a patient whose id is none of ours
 * @throws Problem notImportable naming the parameter whose value is wrong
 */
export function trailFilter({ filters }: SearchRequest): EventFilter | undefined {
  const of = (name: string) => filters.filter(([given]) => given === name).map(([, value]) => value);
  const once = (name: string) => {
    const [value, ...more] = of(name);
    if (more.length > 0 || value?.includes(',')) invalidParameter(name);
    return value;
  };
  const patientId = once('patient')?.replace(/^Patient\//, '');
  const actions = of('action').map(actionsOf);
  const agent = once('agent');
  const entity = once('entity')?.replace(/^[A-Za-z]+\//, '');
  const spans = of('date').map((value) => spanOf(value, 'date'));
  const from = latest([BEGINNING, ...spans.flatMap((span) => span.from ?? [])]);
  const to = earliest(spans.flatMap((span) => span.before ?? []));
  if ((patientId && !isUuid(patientId)) || (to && to <= from)) return undefined;
  return {
    patientId: patientId?.toLowerCase(),
    from: from.toISOString(),
    to: to?.toISOString(),
    ...(agent && agentOf(agent)),
    ...(entity && (isUuid(entity) ? { entityId: entity } : { entity })),
    // Given twice, both must hold.
    ...(actions.length > 0 && { kinds: actions.reduce((all, one) => all.filter((kind) => one.includes(kind))) }),
  };
}

const latest = (moments: readonly Date[]): Date => new Date(Math.max(...moments.map(Number)));
const earliest = (moments: readonly Date[]): Date | undefined =>
  moments.length > 0 ? new Date(Math.min(...moments.map(Number))) : undefined;

function agentOf(agent: string): Pick<EventFilter, 'actorId' | 'username'> {
  const who = agent.replace(/^(?:Practitioner|Device)\//, '');
  return isUuid(who) ? { actorId: who } : { username: who };
}

/** The kinds of the trail behind `R` or `C,U`, with or without the system of the codes. */
function actionsOf(value: string): string[] {
  return value.split(',').flatMap((part) => {
    const kinds = kindsOf(part.slice(part.indexOf('|') + 1));
    return kinds.length > 0 ? kinds : invalidParameter('action');
  });
}
