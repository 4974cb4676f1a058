/** One command of `emr`; `run` gets the words behind its name and returns the exit code. */
export interface Command {
  readonly about: string;
  run(words: readonly string[]): Promise<number>;
}

// Each command's code is loaded only when it is called.
export const COMMANDS = {
  migrate: {
    about: 'apply pending migrations and the guards, as the owner role',
    run: async () => (await import('./migrate.js')).runMigrate(),
  },
  seed: {
    about: 'fill an empty database with the demo hospital',
    run: async () => (await import('./seed.js')).runSeed(),
  },
  hospital: {
    about: 'hospital create|password --username U: the first administrator of an empty database; a way back in for one',
    run: async (words) => (await import('./hospital.js')).runHospital(words),
  },
  audit: {
    about: 'audit verify|export|archive|rotate-key: prove that nothing was removed, and what belongs to that',
    run: async (words) => (await import('./audit/audit.js')).runAudit(words),
  },
  secrets: {
    about: 'secrets reseal: seal with the newest key what an older one sealed, so that the older can go',
    run: async (words) => (await import('./secrets.js')).runSecrets(words),
  },
  schema: {
    about: 'schema check|migrate: do schema files, migrations and database agree? write the migration that makes them',
    run: async (words) => (await import('./schema.js')).runSchema(words),
  },
  db: {
    about: 'db url --role owner|app|admin: the connection URL, for operators',
    run: async (words) => (await import('./db.js')).runDb(words),
  },
  problems: {
    about: 'write docs/problems.md, the list of everything that may be answered instead of what was asked for',
    run: async () => (await import('./problems.js')).runProblems(),
  },
  decisions: {
    about: 'write docs/decisions.md, who may do what',
    run: async () => (await import('./decisions.js')).runDecisions(),
  },
  'env-example': {
    about: 'write .env.example to standard output',
    run: async () => (await import('./env-example.js')).runEnvExample(),
  },
  tour: {
    about: 'play a day on the ward against the running service',
    run: async (words) => (await import('./tour/tour.js')).runTour(words),
  },
} as const satisfies Record<string, Command>;
