import { describe } from 'vitest';
import { createVolatileAuthStore } from '../../src/store/volatile/create-volatile-auth-store.ts';
import { describeAuthStore } from './auth-store-contract.ts';

describe('the volatile auth store', () => {
  const store = createVolatileAuthStore({ activityKey: new Uint8Array(32) });
  describeAuthStore(() => store);
});
