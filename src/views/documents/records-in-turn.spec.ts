import { describe, expect, it } from '@jest/globals';
import { RecordsInTurn } from './records-in-turn.js';

const awaited = () => true;

describe('Long records', () => {
  it('are put together one after the other, and a third is told to come back', async () => {
    const records = new RecordsInTurn();
    const first = Promise.withResolvers<null>();
    const began: string[] = [];
    const work = (name: string) => async () => {
      began.push(name);
      if (name === 'one') await first.promise;
      return name;
    };
    const one = records.inTurn(work('one'), awaited);
    const two = records.inTurn(work('two'), awaited);
    await expect(records.inTurn(work('three'), awaited)).rejects.toMatchObject({ kind: { status: 503 } });
    expect(began).toEqual(['one']);
    first.resolve(null);
    expect([await one, await two]).toEqual(['one', 'two']);
    expect(await records.inTurn(work('four'), awaited)).toBe('four');
  });

  it('are not begun for who has left, and one that fails holds up nobody', async () => {
    const records = new RecordsInTurn();
    const failed = records.inTurn(() => Promise.reject(new Error('no')), awaited);
    const left = records.inTurn(
      () => Promise.resolve('begun'),
      () => false,
    );
    await expect(failed).rejects.toThrow('no');
    await expect(left).rejects.toMatchObject({ kind: { status: 503 } });
  });
});
