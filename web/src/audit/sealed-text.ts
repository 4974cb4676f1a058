import type { AuditEventResponse } from '../api/generated/index.ts';

/** What was sealed of an event (docs/audit.md), as far as it is shown. */
interface SealedEvent {
  readonly id?: unknown;
  readonly occurred_at?: unknown;
  readonly kind?: unknown;
  readonly actor_id?: unknown;
  readonly username?: unknown;
  readonly role?: unknown;
  readonly terminal?: unknown;
  readonly reason?: unknown;
  readonly entity?: unknown;
  readonly entity_id?: unknown;
  readonly patient_id?: unknown;
  readonly patient_ids?: unknown;
  readonly changes?: unknown;
}

/**
 * Whether the text that was sealed is that of this event: a proof of another event, or of this one before somebody changed what is shown, proves
 * nothing of what stands on the screen. Moments are shown to the millisecond.
 */
export function saysTheSame(sealedText: string, event: AuditEventResponse): boolean {
  const sealed = read(sealedText);
  if (!sealed) return false;
  const { id, kind, actor, terminal, reason, entity, entityId, patientId, patientIds, changes, occurredAt } = event;
  const pairs: readonly (readonly [unknown, unknown])[] = [
    [sealed.id, id],
    [String(sealed.occurred_at).slice(0, 23), new Date(occurredAt).toISOString().slice(0, 23)],
    [sealed.kind, kind],
    [sealed.actor_id, actor.id],
    [sealed.username, actor.username],
    [sealed.role, actor.role],
    [sealed.terminal, terminal],
    [sealed.reason, reason],
    [sealed.entity, entity],
    [sealed.entity_id, entityId],
    [sealed.patient_id, patientId],
    [inOrder(sealed.patient_ids), inOrder(patientIds)],
    [sealed.changes, changes],
  ];
  return pairs.every(([one, other]) => canonical(one ?? null) === canonical(other ?? null));
}

function read(text: string): SealedEvent | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Whom a list showed stands in no order that means something. */
const inOrder = (ids: unknown): unknown => (Array.isArray(ids) ? [...(ids as unknown[])].map(String).sort() : ids);

/** The same text for the same value, in whichever order its fields stand. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
