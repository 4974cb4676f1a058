/** A migration or a guard that PostgreSQL refused; nothing of it remains unless the message says so. */
export class MigrationFailed extends Error {
  /** The migration's folder, or the guard's file. */
  readonly script: string;

  constructor(message: string, script: string, options?: ErrorOptions) {
    super(message, options);
    this.script = script;
    this.name = 'MigrationFailed';
  }
}

/** What PostgreSQL answered, with the line of the script where it said where. */
export function refusal(error: Error & { code?: string; position?: string }, sql: string): string {
  const line = error.position ? sql.slice(0, Number(error.position)).split('\n').length : undefined;
  return `${line ? `line ${line}: ` : ''}${error.message}${error.code ? ` (${error.code})` : ''}`;
}
