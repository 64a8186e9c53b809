import { createHash } from 'node:crypto';
import { identityOf } from '../../consent/evidence/same-program.ts';
import { clientIdHost } from '../../shared/destination.ts';
import type { Client, ProgramFacts } from '../../store/auth-store.ts';
import { withoutPort } from '../redirect-uri.ts';

/** A name and redirects are anybody's to copy; the address of a metadata document is not, so it is a row of its own. */
const isDocumentUrl = (id: string): boolean => clientIdHost(id) !== null;

/**
 * The same program registering again with the same name and redirects is one row to the person (ruling 7). The port of
 * a loopback redirect is no part of it.
 */
export function rowKeyOf({ id, name, redirectUris }: Pick<Client, 'id' | 'name' | 'redirectUris'>, program: ProgramFacts | null): string {
  const redirects = redirectUris.map(withoutPort).sort();
  return createHash('sha256')
    .update(JSON.stringify(isDocumentUrl(id) ? [id] : [name, redirects, program === null ? null : identityOf(program)]))
    .digest('base64url');
}
