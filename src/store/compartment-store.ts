/**
 * Where memories are kept apart, as a port. Grants and memories carry the id of a compartment, which never changes and is
 * never used again; the name is the person's to change. Promises of writing methods resolve after the commit is durable.
 */
export type Compartment = {
  /** `default`, or `cmp_…` */
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Ids of the compartments that its clients may read as well; writing stays inside. */
  readonly sees: readonly string[];
};

export type CompartmentStore = {
  /** Oldest first. */
  list(): Promise<readonly Compartment[]>;
  /** @param key two names with the same key are the same name. @returns false when the name is taken */
  create(compartment: Omit<Compartment, 'sees'>, key: string): Promise<boolean>;
  /** @returns false when the name is taken */
  rename(id: string, name: string, key: string): Promise<boolean>;
  /** With its settings and every window from and into it. @returns false, with nothing changed, when a memory is in it, in the bin too */
  remove(id: string): Promise<boolean>;
  /** @param sees ids, in place of those that it saw */
  setWindows(id: string, sees: readonly string[]): Promise<void>;
  /** How many live memories are in each, by id; none is left out of the answer. */
  counts(now: number): Promise<Readonly<Record<string, number>>>;
};

/** What a new profile begins with, and what every grant from before there were others names. */
export const FIRST_COMPARTMENT = { id: 'default', name: 'Default' } as const;
