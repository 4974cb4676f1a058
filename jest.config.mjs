import { availableParallelism } from 'node:os';

/** Tests run as ES modules on SWC; behaviour tests copy the template database of their worker's embedded PostgreSQL. */
export default {
  // Always in workers, also on a small machine: ES modules of finished files stay in memory (the whole service, eighty times over),
  // and only a worker can be replaced when it has grown.
  maxWorkers: Math.min(Math.max(2, availableParallelism()), 4),
  workerIdleMemoryLimit: '1200MB',
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  testRunner: '<rootDir>/test/support/jest/runner.mjs',
  transform: {}, // Node loads the sources: see test/support/jest
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 30_000,
};
