/** The one table of permissions: canonical names, their order, the spellings clients use, and the person's words. */

export type Scope = 'memory:read' | 'memory:write' | 'memory:admin';

type ScopeEntry = {
  readonly scope: Scope;
  readonly aliases: readonly string[];
  /** What the person reads; starts with a verb. */
  readonly sentence: string;
  /** Whether a prompt may tick it beforehand (ruling 14: never for admin). */
  readonly preTicked: boolean;
  /** What the person's Allow says once it is ticked, where ticking alone is not enough; null for the others. */
  readonly secondGesture: string | null;
};

/** Weakest first: every entry includes those before it. */
export const SCOPES: readonly ScopeEntry[] = [
  { scope: 'memory:read', aliases: ['read', 'mcp:read'], sentence: 'Read all your memories', preTicked: true, secondGesture: null },
  {
    scope: 'memory:write',
    aliases: ['write', 'mcp:write'],
    sentence: 'Add, change and forget memories',
    preTicked: true,
    secondGesture: null,
  },
  {
    scope: 'memory:admin',
    aliases: ['admin', 'mcp:admin'],
    sentence: 'Reorganise memories and change their settings',
    preTicked: false,
    secondGesture: 'Allow, including reorganising',
  },
];

/** What a client gets to see when it asks for nothing in particular, and what the 401 challenge names. */
export const DEFAULT_SCOPES: readonly Scope[] = ['memory:read', 'memory:write'];

const canonical = new Map<string, Scope>(
  SCOPES.flatMap(({ scope, aliases }) => [[scope, scope], ...aliases.map((alias) => [alias, scope])] as [string, Scope][]),
);
const rank = new Map<Scope, number>(SCOPES.map(({ scope }, index) => [scope, index]));

/**
 * Reads a scope string of RFC 6749 §3.3 leniently.
 * @param value space separated scope tokens; unknown ones and `offline_access` are dropped
 * @returns canonical scopes, weakest first, each once
 */
export function readScopes(value: string): Scope[] {
  return orderScopes(value.split(/\s+/).flatMap((token) => canonical.get(token) ?? []));
}

/** Canonical order, no repeats. */
export function orderScopes(scopes: Iterable<Scope>): Scope[] {
  const wanted = new Set(scopes);
  return SCOPES.map((entry) => entry.scope).filter((scope) => wanted.has(scope));
}

/** The space separated form of RFC 6749 §3.3. */
export function writeScopes(scopes: Iterable<Scope>): string {
  return orderScopes(scopes).join(' ');
}

/** Whether the held scopes cover the needed one: admin includes write includes read. */
export function covers(held: Iterable<Scope>, needed: Scope): boolean {
  const least = rank.get(needed) ?? Number.POSITIVE_INFINITY;
  for (const scope of held) if ((rank.get(scope) ?? -1) >= least) return true;
  return false;
}

/** Every scope that the held ones include. */
export function impliedBy(held: Iterable<Scope>): Scope[] {
  const scopes = [...held];
  return SCOPES.map((entry) => entry.scope).filter((scope) => covers(scopes, scope));
}
