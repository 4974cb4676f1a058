import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { dropUnsent, keepUnsent, unsentOf } from '../unsent/unsent.ts';
import { isSecondPress } from './press.ts';
import { ServiceProblem } from './problem.ts';

/** Something a person does by a button: done once, however often it is pressed; what was refused is told; a new try of the same act has the same key. */
export interface Act<Input, Output> {
  readonly isBusy: boolean;
  readonly problem: unknown;
  readonly run: (input: Input) => Promise<Output | undefined>;
  readonly clear: () => void;
}

/** As long as the service knows a key that it answered, in ms. */
const KNOWN = 24 * 60 * 60_000;
const isSecret = /password|pin$|^badge$|recoveryCode/i;

/** What the same act is found by after the page was closed before its answer came. Secrets have no part in it. */
const nameOf = (input: unknown): string =>
  `act ${location.pathname} ${JSON.stringify(input ?? null, (key, value: unknown) => (isSecret.test(key) ? undefined : value))}`;

/** The key that this act was sent with before, when nobody knows whether it was done. */
function begunKey(name: string): string | undefined {
  const begun = unsentOf(name);
  return begun && Date.now() - begun.at < KNOWN && typeof begun.value === 'string' ? begun.value : undefined;
}

/** A version 4 UUID; `randomUUID` is there in https pages only. */
export function newKey(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');
  const variant = '89ab'[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}

/**
 * What was refused because somebody else was first (412) has what is shown read again: the next try is of what holds then.
 * @param perform does it; `key` goes into Idempotency-Key, the same for the same input until it succeeded
 */
export function useAct<Input, Output>(perform: (input: Input, key: string) => Promise<Output>): Act<Input, Output> {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  const queries = useQueryClient();
  const isRunning = useRef(false);
  const last = useRef<{ readonly said: string; readonly key: string }>(undefined);

  const run = async (input: Input): Promise<Output | undefined> => {
    if (isRunning.current || isSecondPress()) return undefined;
    isRunning.current = true;
    setBusy(true);
    setProblem(undefined);
    const said = JSON.stringify(input ?? null);
    const name = nameOf(input);
    if (last.current?.said !== said) last.current = { said, key: begunKey(name) ?? newKey() };
    keepUnsent({ name, value: last.current.key });
    try {
      const output = await perform(input, last.current.key);
      last.current = undefined;
      dropUnsent(name);
      return output;
    } catch (error) {
      setProblem(error);
      if (error instanceof ServiceProblem && error.status < 500) dropUnsent(name);
      if (error instanceof ServiceProblem && error.status === 412) void queries.invalidateQueries();
      return undefined;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return { isBusy, problem, run, clear: () => setProblem(undefined) };
}

/** The ETag of a version that was read, for If-Match. */
export const etag = (version: number): string => `"${version}"`;
