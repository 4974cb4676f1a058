import { readFileSync, statSync } from 'node:fs';

interface Kept<T> {
  readonly changed: number;
  readonly value: T;
  /** Why what is there now was not taken; told once. */
  readonly refused?: string;
}

/**
 * What a file says, read again whenever it changes. While it is being fetched it may be cut or gone: what was read before counts until it can
 * be read.
 */
export class FreshFile<T> {
  private kept: Kept<T> | undefined;

  /** @param warn is told once why what is there now is not taken */
  constructor(
    private readonly path: string,
    private readonly read: (file: Buffer) => T,
    private readonly warn: (words: string) => void,
  ) {}

  /** @throws Error when it could not be read yet */
  now(): T {
    this.kept = this.fresh(this.kept);
    return this.kept.value;
  }

  private fresh(before: Kept<T> | undefined): Kept<T> {
    try {
      const { mtimeMs: changed } = statSync(this.path);
      return before?.changed === changed ? before : { changed, value: this.read(readFileSync(this.path)) };
    } catch (error) {
      if (!before) throw error;
      const { message: refused } = error as Error;
      if (refused !== before.refused) {
        this.warn(`${this.path} is not taken over, what was read before counts: ${refused}`);
      }
      return { ...before, refused };
    }
  }
}
