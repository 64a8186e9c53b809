import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/activity/words.ts';

const by = { clientId: 'gh_1', requestId: 'rq_1', grantId: 'gr_1', by: 'popup' } as const;

describe('what has happened, for a person who knows no OAuth', () => {
  it('a permission is said in the words of the prompt', () => {
    expect(wordsOf({ kind: 'request.allowed', ...by, scope: 'memory:read memory:write' })).toBe(
      'Allowed to read all your memories; add, change and forget memories (in the popup)',
    );
    expect(wordsOf({ kind: 'request.asked', ...by, scope: 'memory:read' })).toBe('Asked to read all your memories');
    expect(wordsOf({ kind: 'grant.changed', clientId: 'gh_1', grantId: 'gr_1', scope: 'memory:read' })).toBe('The connection may now read all your memories');
  });

  it('a refusal by its reason', () => {
    const refusals = { kind: 'refusals.counted', program: null, minute: 0 } as const;
    expect(wordsOf({ ...refusals, reason: 'cooling_down', count: 3 })).toBe('Refused 3 requests (asked too often)');
    expect(wordsOf({ ...refusals, reason: 'expired', count: 1 })).toBe('Refused 1 request (the key had run out)');
  });
});
