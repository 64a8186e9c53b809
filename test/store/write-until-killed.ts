/** Registers clients as fast as it can and prints the id of each as soon as the store has answered. */
import { randomUUID } from 'node:crypto';
import { entryUrl } from '../../src/edge/worker-entries.ts';
import type { Client } from '../../src/store/auth-store.ts';
import { createSqliteAuthStore } from '../../src/store/sqlite/create-auth-store.ts';

const file = process.argv[2] ?? '';
const store = await createSqliteAuthStore({ file, writerEntry: entryUrl('auth-writer'), activityKey: new Uint8Array(32).fill(7) });

async function writeForEver(): Promise<never> {
  for (;;) {
    const id = randomUUID();
    const client: Client = {
      id,
      state: 'pending',
      name: null,
      redirectUris: [],
      grantTypes: [],
      tokenEndpointAuthMethod: 'none',
      secretHash: null,
      registrationTokenHash: null,
      registeredScopes: null,
      scopeCeiling: null,
      metadata: {},
      rowKey: id,
      program: null,
      registeredAt: 0,
      approvedAt: null,
      lastUsedAt: null,
      label: null,
      changes: [],
      documentAt: null,
    };
    await store.clients.register(client);
    process.stdout.write(`${id}\n`);
  }
}

await Promise.all(Array.from({ length: 10 }, writeForEver));
