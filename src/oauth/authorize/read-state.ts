import { OAuthError } from '../errors.ts';
import { single } from '../parameters.ts';
import type { Draft } from './draft.ts';

const LONGEST_STATE = 2048;

/** Comes right after the redirect URI, so that every later error can carry it back (OAuth 2.1 §4.1.2.1). */
export function readState(draft: Draft): void {
  const state = single(draft.parameters, 'state') ?? null;
  if (state !== null && Buffer.byteLength(state) > LONGEST_STATE) throw new OAuthError('invalid_request', 'state is too long');
  draft.state = state;
}
