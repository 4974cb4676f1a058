import { runInContext } from '../kernel/request-context.js';
import { EVERYTHING } from '../kernel/scope.js';
import { STAFF } from './demo-data.js';
import type { DemoWorld } from './demo-snooping.js';

/** Does something as one of the demo's people, at a terminal. */
export function asPerson<T>(
  { people }: Pick<DemoWorld, 'people'>,
  username: string,
  act: () => Promise<T>,
  terminal = 'KHOA-NOI-01',
): Promise<T> {
  const { role } = STAFF.find((one) => one.username === username)!;
  const actor = { kind: 'staff', id: people.get(username)!, username, role } as const;
  const request = {
    requestId: `demo-${username}`,
    route: 'demo',
    path: 'demo',
    language: 'vi',
    purpose: 'TREAT',
  } as const;
  return runInContext({ ...request, terminal, actor, scope: EVERYTHING }, act);
}
