import { readFileSync, statSync } from 'node:fs';

/** Containers mount secrets here, readable for whoever is in the container. */
const MOUNTED = '/run/secrets/';

/**
 * The text of a file that holds a secret, without the line break at its end.
 * @param warn hears that the file is open to everybody on the machine
 * @throws Error that ends a sentence which begins with the setting's name
 */
export function readSecretFile(path: string, warn: (sentence: string) => void): string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
    const { mode } = statSync(path);
    if (mode & 0o007 && !path.startsWith(MOUNTED)) {
      warn(`names ${path}, which everybody on this machine may open: chmod 600 it`);
    }
  } catch (error) {
    throw new Error(`names ${path}, which cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  if (!text) throw new Error(`names ${path}, which is empty`);
  return text;
}
