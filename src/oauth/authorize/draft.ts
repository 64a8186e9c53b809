/** An authorization request while it is being checked: each step fills in what it has established. */
import type { Opening } from '../../consent/desk.ts';
import type { Scope } from '../../shared/scopes.ts';
import type { Client } from '../../store/auth-store.ts';
import type { Parameters } from '../parameters.ts';
import type { Spelling } from '../spellings.ts';

export type Draft = Opening & {
  readonly parameters: Parameters;
  readonly spelling: Spelling;
  client: Client | null;
  redirectUri: string | null;
  state: string | null;
  codeChallenge: string | null;
  scopes: readonly Scope[] | null;
  resource: string | null;
};

export function startDraft(parameters: Parameters, spelling: Spelling, opening: Opening): Draft {
  return {
    parameters,
    spelling,
    ...opening,
    client: null,
    redirectUri: null,
    state: null,
    codeChallenge: null,
    scopes: null,
    resource: null,
  };
}

/** What an earlier step has established. A null here is a step out of order: a fault of ours. */
export function established<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`${what} was needed before its step ran`);
  return value;
}
