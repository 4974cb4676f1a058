import { describe, expect, it } from '@jest/globals';
import type { RequestContext } from '../../kernel/request-context.js';
import { Bulkhead, recordOf } from './bulkhead.js';

const PATIENT = '0197a1c0-0000-7000-8000-000000000001';
const of = (path: string, rest: Partial<RequestContext> = {}) =>
  ({ route: `PATCH ${path.replace(/[0-9a-f-]{36}/, ':id')}`, path, ...rest }) as RequestContext;

/** Work that ends when the test says so. */
function someWork(bulkhead: Bulkhead) {
  const ends: (() => void)[] = [];
  let began = 0;
  const run = (context: RequestContext) =>
    bulkhead.run(context, () => {
      began++;
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  return { run, ends, began: () => began };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('A bulkhead', () => {
  it('lets few into a record, others in beside them, and the next one when one is done', async () => {
    const { run, ends, began } = someWork(new Bulkhead(12, 1000));
    const waiting = Array.from({ length: 5 }, () => run(of(`/patients/${PATIENT}`)));
    await turn();
    expect(began()).toBe(3);
    const other = run(of('/patients/0197a1c0-0000-7000-8000-000000000002'));
    await turn();
    expect(began()).toBe(4);
    for (let at = 0; at < 6; at++) {
      ends[at]!();
      await turn();
    }
    await Promise.all([...waiting, other]);
    expect(began()).toBe(6);
  });

  it('leaves connections to everybody else, whatever is waited for', async () => {
    const bulkhead = new Bulkhead(12, 10_000);
    const { run, began, ends } = someWork(bulkhead);
    for (let n = 0; n < 60; n++) void run(of(`/r${n % 6}`));
    await turn();
    expect(began()).toBe(9);
    expect(bulkhead.waitingCount).toBe(51);
    while (ends.length > 0) {
      ends.pop()!();
      await turn();
    }
  });

  it('tells whoever waited too long, or came when enough waited, to come again', async () => {
    const bulkhead = new Bulkhead(12, 5);
    const { run } = someWork(bulkhead);
    const all = Array.from({ length: 40 }, () => run(of(`/patients/${PATIENT}`)));
    const refused = await Promise.allSettled(all.slice(3));
    const busy = { status: 'rejected', reason: { kind: { code: 'busy', status: 503 } } };
    expect(refused).toMatchObject(refused.map(() => busy));
    expect(bulkhead.refused).toBe(37);
    expect(bulkhead.waitingCount).toBe(0);
  });

  it('knows a record by its patient, whatever the address names', () => {
    const scope = `{${PATIENT}}`;
    const encounter = `/encounters/0197A1C0-0000-7000-8000-00000000000E/vitals`;
    expect(recordOf(of(encounter, { scope }))).toBe(PATIENT);
    expect(recordOf(of(encounter))).toBe('0197a1c0-0000-7000-8000-00000000000e');
    expect(recordOf(of('/patients'))).toBeUndefined();
  });
});
