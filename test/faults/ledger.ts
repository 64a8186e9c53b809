/** What a broker has answered with success. Whatever is written here must be true after any end of the broker. */
import type { Tokens } from '../support/oauth-client.ts';

export type Registration = { readonly id: string; readonly uri: string; readonly token: string };
export type Login = {
  readonly clientId: string;
  /** The latest that was answered. */
  tokens: Tokens;
  /** `asked`: a revocation was sent and not answered, so both may be true. */
  revoked: 'no' | 'asked' | 'yes';
};
export type HeldCode = { readonly clientId: string; readonly code: string; readonly verifier: string; redeemed: 'no' | 'asked' };
export type Kept = { readonly id: string; content: string; forgotten: 'no' | 'asked' | 'yes' };

export type Ledger = { readonly registrations: Registration[]; readonly codes: HeldCode[]; readonly logins: Login[]; readonly memories: Kept[] };

export function createLedger(): Ledger {
  return { registrations: [], codes: [], logins: [], memories: [] };
}
