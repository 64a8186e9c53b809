import { describe } from 'vitest';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { createVolatileMemoryStore } from '../../src/store/volatile/create-volatile-memory-store.ts';
import { describeAuthStore } from './auth-store-contract.ts';
import { describeMemoryStore } from './memory-store-contract.ts';

describe('the volatile auth store', () => {
  const store = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
  describeAuthStore(() => store);
});

describe('the volatile memory store', () => {
  const store = createVolatileMemoryStore();
  describeMemoryStore(() => store);
});
