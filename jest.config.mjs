import { availableParallelism } from 'node:os';

/** Node loads the TypeScript of spec files and sources; behaviour tests copy a database of their worker's embedded PostgreSQL. */
export default {
  // One more than cores: some tests mostly wait for processes they start.
  maxWorkers: Math.min(availableParallelism() + 1, 4),
  workerIdleMemoryLimit: '1200MB', // a worker that has grown is replaced
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  // Long walks through every screen are asked for by name: npm run test:day.
  testMatch: [process.env.TEST_DAY ? '**/test/day/**/*.spec.ts' : '**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...(process.env.TEST_DAY ? [] : ['/test/day/'])],
  testSequencer: '<rootDir>/test/support/jest/sequencer.mjs',
  testRunner: '<rootDir>/test/support/jest/runner.mjs',
  transform: {}, // Node loads the sources: see test/support/jest
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 120_000 /* of a test; hooks have more, see test/support/jest/globals.mjs */,
};
