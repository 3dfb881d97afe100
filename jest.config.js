/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest', {}], '^.+\\.m?js$': ['@swc/jest', {}] },
  // These ship ES modules only; jest cannot require them untransformed.
  transformIgnorePatterns: ['/node_modules/(?!(jose|oidc-provider)/)'],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  testTimeout: 20_000,
  testSequencer: '<rootDir>/test/support/slowest-first.cjs',
  maxWorkers: 2,
};
