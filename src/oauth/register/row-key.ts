import { createHash } from 'node:crypto';
import type { Client, ProgramFacts } from '../../store/auth-store.ts';

/**
 * The same program registering again with the same name and redirects is one row to the person (ruling 7). Ports are cut
 * out of loopback redirects, because many clients pick a new one at every login.
 */
export function rowKeyOf({ name, redirectUris }: Pick<Client, 'name' | 'redirectUris'>, program: ProgramFacts | null): string {
  const redirects = redirectUris.map((uri) => uri.replace(/^(http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])):\d+/, '$1')).sort();
  return createHash('sha256')
    .update(JSON.stringify([name, redirects, program?.path ?? null]))
    .digest('base64url');
}
