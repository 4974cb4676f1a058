// A process that starts PostgreSQL and waits to be killed:  node supervise-postgres.mjs '{"dataDir": ...}'
import './typescript-hooks.mjs';

const { startEmbeddedPostgres } = await import('../../src/platform/database/embedded/start.ts');
const postgres = await startEmbeddedPostgres({ ...JSON.parse(process.argv[2]), log: () => undefined });
process.stdout.write(`${JSON.stringify(postgres)}\n`);
setInterval(() => undefined, 1000);
