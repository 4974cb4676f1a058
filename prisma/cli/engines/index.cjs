// Downloads nothing: the engines are WebAssembly builds in the packages, the schema engine that of scripts/prisma.mjs.
const { dependencies } = require('../../../package.json');

module.exports = {
  enginesVersion: dependencies['@prisma/schema-engine-wasm'].split('.').at(-1),
  ensureNeededBinariesExist: () => Promise.resolve(),
  getEnginesPath: () => __dirname,
};
