/** Does work while nobody else does any under the same lock; see the program. */
export declare function oneAtATime<T>(
  lock: string,
  mostMs: number,
  work: () => T | Promise<T>,
  waiting?: (holder: string) => void,
): Promise<T>;
