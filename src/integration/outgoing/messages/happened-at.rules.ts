import { became, type TrailEvent } from '../topics.rules.js';

/** Of which column an event tells when it happened, by the message that it makes; all others happen when they are written down. */
const MOMENTS: Readonly<Record<string, string>> = {
  'ADT^A01': 'started_at',
  'ADT^A02': 'started_at',
  'ADT^A03': 'ended_at',
  'ADT^A04': 'started_at',
  'ADT^A21': 'leave_since',
};

/** When what a message tells happened (EVN-6), which may be long before somebody wrote it down: a leave is told when the ward is quiet. */
export function happenedAt(event: TrailEvent, type: string): Date {
  const column = MOMENTS[type];
  const told = type === 'ADT^A22' ? lastReturn(event) : column && became(event, column);
  const moment = new Date(typeof told === 'string' ? told : event.occurredAt);
  return Number.isNaN(moment.getTime()) ? new Date(event.occurredAt) : moment;
}

/** When who was on leave came back: the last of the leaves that are over. */
function lastReturn(event: TrailEvent): unknown {
  const leaves = became(event, 'leaves');
  return Array.isArray(leaves) ? (leaves.at(-1) as { returnedAt?: unknown } | undefined)?.returnedAt : undefined;
}
