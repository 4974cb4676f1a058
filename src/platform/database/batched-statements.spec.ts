import { describe, expect, it, jest } from '@jest/globals';
import { until } from '../../../test/support/until.js';
import { BatchedStatements } from './batched-statements.js';

/** Batches that end when the test says so. */
function held(way = {}) {
  const sent: { items: readonly number[]; end: () => void; fail: (error: unknown) => void }[] = [];
  const batches = new BatchedStatements<number, string>(
    (items) => {
      return new Promise((resolve, fail) => {
        sent.push({ items, end: () => resolve(items.map((item) => `answer ${item}`)), fail });
      });
    },
    3,
    way,
  );
  return { sent, batches, left: () => sent.map(({ items }) => items) };
}

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

describe('Batched statements', () => {
  it('take along what came in one turn of the event loop, and each gets its own answer', async () => {
    const { batches, sent, left } = held();
    const answers = Promise.all([batches.add(1), batches.add(2)]);
    await nextTurn();
    expect(left()).toEqual([[1, 2]]);
    sent[0]!.end();
    expect(await answers).toEqual(['answer 1', 'answer 2']);
  });

  it('gather what comes while one is under way, and leave when it ends, so many at a time', async () => {
    const { batches, sent, left } = held();
    const first = batches.add(1);
    await nextTurn();
    const others = [2, 3, 4, 5].map((item) => batches.add(item));
    await nextTurn();
    expect(left()).toEqual([[1]]);
    sent[0]!.end();
    await first;
    await nextTurn();
    expect(left()).toEqual([[1], [2, 3, 4]]);
    sent[1]!.end();
    await others[0];
    await nextTurn();
    sent[2]!.end();
    expect(await Promise.all(others)).toEqual(['answer 2', 'answer 3', 'answer 4', 'answer 5']);
  });

  it('fail together when the database does', async () => {
    const { batches, sent } = held();
    const answers = Promise.allSettled([batches.add(1), batches.add(2)]);
    await nextTurn();
    sent[0]!.fail(Object.assign(new Error('gone'), { code: '57P01' }));
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(sent).toHaveLength(1);
  });

  it('go one by one when a value of one of them is refused, so that the others are answered', async () => {
    const refused = Object.assign(new Error('invalid input syntax'), { code: '22P02' });
    const batches = new BatchedStatements<number, number>(
      (items) => (items.includes(2) ? Promise.reject(refused) : Promise.resolve(items.map((item) => item * 10))),
      3,
    );
    const answers = await Promise.allSettled([batches.add(1), batches.add(2), batches.add(3)]);
    expect(answers).toMatchObject([{ value: 10 }, { status: 'rejected', reason: { code: '22P02' } }, { value: 30 }]);
  });
});

describe('Batched statements that gather', () => {
  it('take those along who come again when they have just been answered', async () => {
    const { sent, batches, left } = held({ gathers: true });
    const again = (item: number) =>
      batches
        .add(item)
        .then(nextTurn)
        .then(() => batches.add(item * 10));
    const answers = Promise.all([again(1), again(2)]);
    await nextTurn();
    const waits = batches.add(3);
    sent[0]!.end();
    await until(() => sent.length === 2);
    expect(left()).toEqual([
      [1, 2],
      [3, 10, 20],
    ]);
    sent[1]!.end();
    await Promise.all([answers, waits]);
  });

  it('leave as soon as as many have come as before', async () => {
    // However long they would wait for more.
    const timer = jest.spyOn(globalThis, 'setTimeout').mockReturnValue(0 as never);
    try {
      const { sent, batches, left } = held({ gathers: true });
      const first = Promise.all([batches.add(1), batches.add(2)]);
      await nextTurn();
      sent[0]!.end();
      await first;
      const next = [batches.add(3)];
      await nextTurn();
      expect(left()).toHaveLength(1);
      next.push(batches.add(4));
      await nextTurn();
      expect(left()[1]).toEqual([3, 4]);
      sent[1]!.end();
      await Promise.all(next);
    } finally {
      timer.mockRestore();
    }
  });

  it('wait for others a few milliseconds at most, also after a batch that hung', async () => {
    const { sent, batches } = held({ gathers: true });
    const first = Promise.all([batches.add(1), batches.add(2)]);
    await nextTurn();
    const now = performance.now.bind(performance);
    // As if the batch had taken ten minutes.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + 600_000);
    try {
      sent[0]!.end();
      await first;
      const next = batches.add(3);
      await until(() => sent.length === 2);
      sent[1]!.end();
      await next;
    } finally {
      clock.mockRestore();
    }
  });

  it('leave at once when as many wait as go together', async () => {
    const { sent, batches, left } = held({ gathers: true });
    const first = batches.add(1);
    await nextTurn();
    const others = [2, 3, 4, 5].map((item) => batches.add(item));
    const now = performance.now.bind(performance);
    // As if the batch had taken so long that there was much time to gather.
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + 600_000);
    try {
      sent[0]!.end();
      await first;
      await nextTurn();
      expect(left()).toEqual([[1], [2, 3, 4]]);
      sent[1]!.end();
      await until(() => sent.length === 3);
      sent[2]!.end();
      await Promise.all(others);
    } finally {
      clock.mockRestore();
    }
  });

  it('keep nobody waiting who asks alone', async () => {
    const { sent, batches, left } = held({ gathers: true });
    const first = batches.add(1);
    await nextTurn();
    sent[0]!.end();
    await first;
    await nextTurn();
    const second = batches.add(2);
    await nextTurn();
    expect(left()).toEqual([[1], [2]]);
    sent[1]!.end();
    await second;
  });
});

describe('Batched statements of records, one of which somebody holds', () => {
  const ROW_HELD = Object.assign(new Error('canceling statement due to lock timeout'), { code: '55P03' });

  it('are answered but for those of that record, which go together behind each other', async () => {
    const sent: string[] = [];
    const { promise: released, resolve: release } = Promise.withResolvers<undefined>();
    const batches = new BatchedStatements<string, string>(
      async (items, mayWait) => {
        sent.push(`${items.join('')}${mayWait ? '…' : ''}`);
        if (!items.some((item) => item.startsWith('h'))) return items.map((item) => item.toUpperCase());
        if (mayWait) await released;
        throw ROW_HELD;
      },
      4,
      { recordOf: (item) => item[0] },
    );
    const [held, other] = [batches.add('h1'), batches.add('a1')];
    expect(await other).toBe('A1');
    const later = [batches.add('h2'), batches.add('h3')];
    expect(await batches.add('b1')).toBe('B1');
    release(undefined);
    for (const one of [held, ...later]) await expect(one).rejects.toBe(ROW_HELD);
    expect(sent).toEqual(['h1a1', 'h1…', 'a1…', 'b1']);
  });
});
