import type { Action } from './policy.js';
import type { RouteOptions } from './route.decorator.js';

/** How urgent it is to be answered, the least first. */
export type KindOfWork = 'report' | 'list' | 'read' | 'charting';

/** Looking back at what was done: nobody's bed waits for it. */
const LOOKING_BACK: ReadonlySet<Action | 'public' | 'signed-in'> = new Set<Action>([
  'audit.read',
  'access.review',
  'radar.read',
  'radar.review',
  'radar.manage',
  'care.review',
]);
const MANY_PATIENTS: ReadonlySet<RouteOptions['scope']> = new Set(['names', 'mine', 'ward']);

/** What a route is for, by what it declares; undefined for what is never refused: probes, and the stream, whose answers do not end. */
export function kindOfWork(route: RouteOptions, method: string): KindOfWork | undefined {
  if (route.probe || route.action === 'live.listen') return undefined;
  if (LOOKING_BACK.has(route.action)) return 'report';
  const kind = route.discloses === 'nothing' ? undefined : route.discloses.kind;
  if (kind === 'search') return 'list';
  // A HEAD does the work of its GET.
  if (method !== 'GET' && method !== 'HEAD') return 'charting';
  if (route.answer && !/json/.test(route.answer.mediaType)) return 'report';
  return kind === 'list' && MANY_PATIENTS.has(route.scope) ? 'list' : 'read';
}
