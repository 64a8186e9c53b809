/** Worker entry: the one writer of auth.db. */
import { serveWriter } from '../serve-writer.ts';
import { accessTokenWrites } from './access-tokens.ts';
import { activityWrites } from './activity.ts';
import { answerWrites } from './answers.ts';
import { apiKeyWrites } from './api-keys.ts';
import { clientWrites } from './clients.ts';
import { codeWrites } from './codes.ts';
import { factWrites } from './facts.ts';
import { grantWrites, sessionWrites } from './grants.ts';
import { refreshTokenWrites } from './refresh-tokens.ts';
import { AUTH_SCHEMA } from './schema.ts';
import { sweepWrites } from './sweep.ts';

serveWriter<{ readonly activityKey: Uint8Array }>(AUTH_SCHEMA, (db, { activityKey }) => ({
  operations: {
    ...clientWrites(db),
    ...answerWrites(db),
    ...apiKeyWrites(db),
    ...grantWrites(db),
    ...codeWrites(db),
    ...refreshTokenWrites(db),
    ...sessionWrites(db),
    ...accessTokenWrites(db),
    ...activityWrites(db, activityKey),
    ...factWrites(db),
    ...sweepWrites(db),
  },
}));
