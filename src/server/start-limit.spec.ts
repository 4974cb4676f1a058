import { expect, it, jest } from '@jest/globals';
import { servesWithin } from './start-limit.js';

it('what hangs while it starts is ended', async () => {
  const { promise, reject } = Promise.withResolvers<unknown>();
  const end = () => reject(new Error('ended'));
  await expect(servesWithin(promise, 5, end)).rejects.toThrow('ended');
});

it('what serves in time is left alone', async () => {
  const letGo = jest.spyOn(globalThis, 'clearTimeout');
  await servesWithin(Promise.resolve(), 5, () => undefined);
  expect(letGo).toHaveBeenCalledTimes(1);
  letGo.mockRestore();
});
