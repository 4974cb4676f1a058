// jest's own runner, but each spec file is loaded by Node's `import` and not into a module registry of its own: the service's
// modules are loaded once for each worker, not once for each file. What a file changes for all (spies, environment variables,
// working directory) is put back after it; module state must not carry from file to file, in tests as in a running service.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { jest, serve } from './globals.mjs';
import { sourceMaps } from './typescript.mjs';

const { default: circus } = createRequire(import.meta.url)('jest-circus/runner');

// A worker in which nothing is open any more is gone at once. To take its large heap down piece by piece takes a busy machine longer than
// the half second that jest waits, and jest would call that a leak. What is still open keeps a worker from getting here, and is told.
if (process.send) process.once('beforeExit', () => process.kill(process.pid, 'SIGKILL'));

export default async function run(globalConfig, config, environment, runtime, path, ...rest) {
  const maps = runtime.getSourceMaps();
  runtime.setGlobalsForRuntime = serve;
  runtime.unstable_shouldLoadAsEsm = () => true;
  runtime.unstable_importModule = async (file) => {
    // A path of its own for each run, so that a file in watch mode is read anew.
    await import(`${pathToFileURL(file).href}`);
    for (const [source, map] of sourceMaps) maps.set(source, map);
  };
  const before = { env: process.env, variables: { ...process.env }, folder: process.cwd() };
  try {
    return await circus(globalConfig, config, environment, runtime, path, ...rest);
  } finally {
    jest.restoreAllMocks();
    process.env = before.env;
    for (const name of Object.keys(process.env)) if (!(name in before.variables)) delete process.env[name];
    Object.assign(process.env, before.variables);
    process.chdir(before.folder);
  }
}
