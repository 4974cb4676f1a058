// Reads prisma.config.mjs for the Prisma command line.
const { resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

class PrismaConfigEnvError extends Error {}

const FILE = 'prisma.config.mjs';

const loaded = (config, loadedFromFile) => ({
  ...config,
  loadedFromFile,
  schema: resolve(config.schema),
  migrations: { ...config.migrations, path: resolve(config.migrations.path) },
  typedSql: {},
  views: {},
});

/** As in @prisma/config: what went wrong is told in the answer, never thrown. */
async function loadConfigFromFile({ configFile = FILE }) {
  const resolvedPath = resolve(configFile);
  try {
    const { default: config } = await import(pathToFileURL(resolvedPath).href);
    return { config: loaded(config, resolvedPath), resolvedPath, diagnostics: [] };
  } catch (error) {
    return { error: { _tag: 'ConfigLoadError', error }, resolvedPath, diagnostics: [] };
  }
}

module.exports = {
  PrismaConfigEnvError,
  defaultConfig: () => ({ loadedFromFile: null }),
  defineConfig: (config) => config,
  findPrismaConfigFile: () => resolve(FILE),
  loadConfigFromFile,
};
