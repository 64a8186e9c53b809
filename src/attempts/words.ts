import type { RefusalReason } from '../activity/events.ts';
import type { Exchange } from './exchange.ts';

/** What a refusal means to the person, where the caller was told no more than that it is refused. */
const WORDS: Readonly<Partial<Record<RefusalReason, string>>> = {
  revoked: 'its login was ended',
  grant_ended: 'you disconnected it, or its time is over',
  expired: 'its time is over',
  from_future: 'its token is from the future: it was issued later than the clock of this computer says it is now',
  aud_mismatch: 'its token is for another address',
  iss_mismatch: 'its token is from another address',
  kid_unknown: 'its token or key is not from this profile',
  sig_bad: 'the signature of its token is not good',
  typ_wrong: 'it sent a token of another kind',
  malformed: 'it sent something that is no token',
  client_paused: 'you paused it',
  client_blocked: 'you blocked it',
  locked: 'everything is locked',
  rate_limited: 'it asks too often',
};

/** @returns why it was refused, in words for the person */
export function whyRefused({ words, reason, status, method }: Exchange): string {
  return words ?? (reason === null ? undefined : WORDS[reason]) ?? `its ${method} was answered with ${status}`;
}
