import { channel } from 'node:diagnostics_channel';

/** A statement that was run: the name that the code gives it, and no value. */
export interface StatementRun {
  readonly name: string;
  /** As `performance.now()` had it. */
  readonly began: number;
  readonly hasFailed: boolean;
}

/** Who wants to know of statements subscribes; while nobody does, they cost nothing more. */
export const statements = channel('benh-an.statement');

/** Runs it, and tells of it when somebody listens. */
export async function telling<T>(name: string | undefined, run: () => Promise<T>): Promise<T> {
  const began = performance.now();
  const tell = (hasFailed: boolean) => {
    const told: StatementRun = { name: name ?? 'statement', began, hasFailed };
    statements.publish(told);
  };
  try {
    const result = await run();
    tell(false);
    return result;
  } catch (error) {
    tell(true);
    throw error;
  }
}
