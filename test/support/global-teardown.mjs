// After all tests: the temporary PostgreSQLs end and their folders go. Should this not run, their watchdogs do the same.
export default async function globalTeardown() {
  await Promise.all((globalThis.__EMBEDDED_POSTGRES__ ?? []).map((postgres) => postgres.stop()));
}
