/** Why the embedded PostgreSQL did not start; the message is one sentence for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Another live process keeps its database in this folder. */
export class DataFolderInUse extends EmbeddedPostgresError {
  readonly pid: number;

  constructor(dataDir: string, pid: number) {
    super(`The data folder ${dataDir} is in use by process ${pid}: stop that process, or choose another folder.`);
    this.pid = pid;
  }
}

/** The folder cannot be created or written by the account we run as. */
export class DataFolderUnusable extends EmbeddedPostgresError {}

/** The folder was made by another major version of PostgreSQL. */
export class WrongDataVersion extends EmbeddedPostgresError {
  constructor(dataDir: string, found: string, expected: string) {
    super(
      `The data folder ${dataDir} was made by PostgreSQL ${found} and this program brings PostgreSQL ${expected}: ` +
        `back it up with ${found} and restore it, or choose another folder.`,
    );
  }
}

/** The port asked for is taken. */
export class PortInUse extends EmbeddedPostgresError {
  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is taken by another program: stop it, or choose another port.`);
  }
}

/** PostgreSQL's programs are missing or do not run on this machine. */
export class BinariesUnusable extends EmbeddedPostgresError {}

/** PostgreSQL ended, or did not become ready in time; the message carries its own last words. */
export class PostgresDidNotStart extends EmbeddedPostgresError {}

/** Whether a system call failed with one of these codes, such as EACCES. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}
