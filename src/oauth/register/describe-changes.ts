/** What a client changed about itself, in the person's words. */
import { redirectDestination } from '../../shared/destination.ts';
import { quotedName } from '../../shared/plain-text.ts';
import { covers, SCOPES } from '../../shared/scopes.ts';
import type { Client } from '../../store/auth-store.ts';

type Described = Pick<Client, 'name' | 'redirectUris' | 'registeredScopes'>;

/** @returns only what needs a new answer: its name, where answers go, and more than it registered for before (ruling 8) */
export function describeChanges(before: Described, after: Described): readonly string[] {
  return [
    ...(before.name === after.name ? [] : [`It called itself ${before.name === null ? 'nothing' : quotedName(before.name)} before`]),
    ...(sameSet(before.redirectUris, after.redirectUris) ? [] : [`Answers went to ${destinations(before.redirectUris)} before`]),
    ...widened(before, after).map((sentence) => `It did not register for this before: ${sentence}`),
  ];
}

function widened(before: Described, after: Described): string[] {
  const could = before.registeredScopes ?? SCOPES.map(({ scope }) => scope);
  const may = after.registeredScopes ?? SCOPES.map(({ scope }) => scope);
  return SCOPES.filter(({ scope }) => covers(may, scope) && !covers(could, scope)).map(({ sentence }) => sentence);
}

function destinations(uris: readonly string[]): string {
  return uris.length === 0 ? 'nowhere' : [...new Set(uris.map(redirectDestination))].join(', ');
}

function sameSet(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((uri) => right.includes(uri));
}
