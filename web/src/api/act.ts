import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ServiceProblem } from './problem.ts';

/** Something a person does by a button: done once, however often it is pressed; what was refused is told; a new try of the same act has the same key. */
export interface Act<Input, Output> {
  readonly isBusy: boolean;
  readonly problem: unknown;
  readonly run: (input: Input) => Promise<Output | undefined>;
  readonly clear: () => void;
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
    if (isRunning.current) return undefined;
    isRunning.current = true;
    setBusy(true);
    setProblem(undefined);
    const said = JSON.stringify(input ?? null);
    if (last.current?.said !== said) last.current = { said, key: crypto.randomUUID() };
    try {
      const output = await perform(input, last.current.key);
      last.current = undefined;
      return output;
    } catch (error) {
      setProblem(error);
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
