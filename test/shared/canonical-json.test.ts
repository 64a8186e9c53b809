import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/shared/canonical-json.ts';

describe('RFC 8785', () => {
  it('orders members by code unit at every depth and keeps the order of lists', () => {
    expect(canonicalJson({ b: [2, 1, { d: 1, c: null }], a: 'é', '\u20ac': true, '\r': 1, '\ud83d\ude00': 2, '\ufb33': 3 })).toBe(
      '{"\\r":1,"a":"é","b":[2,1,{"c":null,"d":1}],"€":true,"😀":2,"\ufb33":3}',
    );
  });

  it('two objects that say the same are spelled the same; one that says more is not', () => {
    expect(canonicalJson({ tags: ['a'], match: undefined })).toBe(canonicalJson({ tags: ['a'] }));
    expect(canonicalJson({ tags: ['a'] })).not.toBe(canonicalJson({ tags: ['a', 'b'] }));
    expect(canonicalJson({ __proto__: null, '["a"]': 1 })).not.toBe(canonicalJson(['a']));
  });
});
