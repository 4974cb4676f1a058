import { jest } from '@jest/globals';

/**
 * What a command of `emr` says, line by line, and its exit code.
 * @param hidden a path of this run, which stands as FILE in what is said
 */
export async function heard(
  run: () => Promise<number>,
  hidden?: string,
): Promise<{ readonly code: number; readonly said: string[] }> {
  const said: string[] = [];
  const hear = (line: unknown) => void said.push(hidden ? String(line).replaceAll(hidden, 'FILE') : String(line));
  const spies = (['log', 'error'] as const).map((name) => jest.spyOn(console, name).mockImplementation(hear));
  try {
    return { code: await run(), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
