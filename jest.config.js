const { availableParallelism } = require('node:os');

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  globalSetup: '<rootDir>/test/helpers/prepare.ts',
  transform: {
    '\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/test/helpers/fail-on-console-error.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  // For a test that hangs: the slowest takes 13 s on two idle cores, and five times that on busy ones.
  testTimeout: 180_000,
  reporters: ['<rootDir>/test/helpers/report-failures.js', 'default'],
  // Browsers, commands and time limits are waited for a third of the time.
  maxWorkers: availableParallelism() + 2,
};
