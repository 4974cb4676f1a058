// After all tests: the temporary PostgreSQL ends and its folder goes. Should this not run, its watchdog does the same.
export default async function globalTeardown() {
  await globalThis.__EMBEDDED_POSTGRES__?.stop();
}
