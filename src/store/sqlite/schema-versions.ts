import { AUTH_SCHEMA } from './auth/schema.ts';
import { MEMORY_SCHEMA } from './memory/schema.ts';

/** How many migrations each database has, for whoever looks at a file without opening it. */
export const SCHEMA_VERSIONS = { 'auth.db': AUTH_SCHEMA.migrations.length, 'memory.db': MEMORY_SCHEMA.migrations.length } as const;
