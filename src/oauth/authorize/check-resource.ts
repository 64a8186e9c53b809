import { checkedResource } from '../resource.ts';
import type { Spellings } from '../spellings.ts';
import type { Draft } from './draft.ts';

/** RFC 8707 §2: the token will be good for exactly one resource, ours. */
export function checkResource(spellings: Spellings) {
  return function checkResource(draft: Draft): void {
    draft.resource = checkedResource(draft.parameters, spellings) ?? draft.spelling.resource;
  };
}
