import type { DecidedBy } from '../consent/desk.ts';

/** A method takes unknown parameters and knows who asked. */
export type AdminMethod = (parameters: unknown, by: DecidedBy) => Promise<unknown>;
export type Admin = Readonly<Record<string, AdminMethod>>;
