import { refuseRepeats } from '../parameters.ts';
import type { Draft } from './draft.ts';

const KNOWN = ['response_type', 'code_challenge', 'code_challenge_method', 'scope', 'resource', 'prompt', 'response_mode'];

/** OAuth 2.1 §3.1: a repeated parameter could be read one way here and another way elsewhere. */
export function refuseRepeatedParameters(draft: Draft): void {
  refuseRepeats(
    draft.parameters,
    KNOWN.filter((name) => name !== 'resource'),
  );
}
