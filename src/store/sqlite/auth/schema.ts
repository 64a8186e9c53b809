import type { Schema } from '../open-database.ts';
import { createTables } from './migrations/001-tables.ts';
import { addClientChanges } from './migrations/002-client-changes.ts';
import { addApiKeys } from './migrations/003-api-keys.ts';
import { addClientDocuments } from './migrations/004-client-documents.ts';
import { indexEndings } from './migrations/005-endings.ts';
import { indexSpentChallenges } from './migrations/006-spent-challenges.ts';
import { keepEvidence } from './migrations/007-evidence.ts';
import { indexChallengesByClient } from './migrations/008-challenges-of-clients.ts';
import { addRegisteredScopes } from './migrations/009-registered-scopes.ts';

/** "GHau" */
const APPLICATION_ID = 0x47_48_61_75;

export const AUTH_SCHEMA: Schema = {
  applicationId: APPLICATION_ID,
  migrations: [
    createTables,
    addClientChanges,
    addApiKeys,
    addClientDocuments,
    indexEndings,
    indexSpentChallenges,
    keepEvidence,
    indexChallengesByClient,
    addRegisteredScopes,
  ],
};
