/**
 * What is remembered, as a port. Every method takes the compartment that the caller's grant names: there is no call that
 * could reach across (ruling 23). Times are milliseconds since the epoch; promises of writing methods resolve after the
 * commit is durable.
 */

/** Who wrote a version, for good. */
export type Provenance = {
  readonly clientId: string | null;
  readonly grantId: string | null;
  readonly clientName: string | null;
  readonly program: string | null;
  /** `client`, the person in the window, or an import. */
  readonly source: 'client' | 'person' | 'import';
};

export type Memory = {
  readonly id: string;
  readonly content: string;
  readonly tags: readonly string[];
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly expiresAt: number | null;
  readonly version: number;
  /** Of the current version. */
  readonly provenance: Provenance;
};

export type NewMemory = Omit<Memory, 'id' | 'createdAt' | 'updatedAt' | 'version'>;

export type MemoryPatch = {
  readonly content?: string;
  readonly tags?: readonly string[];
  readonly kind?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly expiresAt?: number | null;
};

export type MemoryFilter = {
  readonly tags?: readonly string[];
  readonly match?: 'any' | 'all';
  readonly kind?: string;
  /** Client id or the name it had when writing. */
  readonly client?: string;
  readonly after?: number;
  readonly before?: number;
};

/** A text question, already taken apart by `memory/` into what each index can answer. */
export type TextQuery = {
  /** Word terms, folded; any may match, more and rarer rank higher. */
  readonly words: readonly string[];
  /** Terms of three or more characters to be found inside words. */
  readonly parts: readonly string[];
  /** One- and two-character terms for scripts without spaces. */
  readonly grams: readonly string[];
  /** Must occur exactly, in this order. */
  readonly phrase: string | null;
};

export type MemoryHit = { readonly memory: Memory; readonly score: number; readonly matched: readonly string[] };
