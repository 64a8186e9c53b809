import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText, spelledOut } from '../../src/shared/fold-text.ts';
import { unspacedTerms, withoutUnspaced } from '../../src/shared/unspaced-terms.ts';
import { piecesOf, wordsIn } from '../../src/shared/word-parts.ts';
import { indexedText } from '../../src/store/indexed-text.ts';
import { SEED } from '../support/fuzz-cases.ts';

describe('what index and question are cut into', () => {
  it.each([
    ['CAFÉ', 'cafe'],
    ['Straße', 'strasse'],
    ['İIıi', 'iiii'],
    ['Đà Nẵng', 'da nang'],
    ['ﬁne ①', 'fine 1'],
    ['が', 'が'],
    ['한국어', '한국어'],
    ['हिन्दी', 'हिन्दी'],
  ])('%s folds to %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const folded = foldText(text.toWellFormed());
        expect(foldText(folded)).toBe(folded);
      }),
      { numRuns: 2_000, ...SEED },
    );
  });

  it('words with an umlaut have a second spelling, others have none', () => {
    expect(spelledOut('Müller und die Größe')).toEqual(['mueller', 'groesse']);
    expect(spelledOut('plain words')).toEqual([]);
  });

  it('a vowel sign stays with its letter', () => {
    expect(unspacedTerms('ศุกร์')).toEqual(['ศุ', 'ศุก', 'ก', 'กร์', 'ร์']);
  });

  it('pieces are characters, not code units', () => {
    expect(piecesOf('a𝒳bc')).toEqual(['a𝒳b', '𝒳bc']);
    expect(piecesOf('ab')).toEqual([]);
  });

  it('unspaced runs are no words, and words are no unspaced runs', () => {
    expect(wordsIn(withoutUnspaced('iPhoneを2024年に買った ok'))).toEqual(['iPhone', '2024', 'ok']);
  });

  it.each([
    ['one long word', 'a'],
    ['accents upon accents', 'e\u0301\u0302'],
    ['Thai marks', 'ก\u0e34\u0e48'],
    ['Han', '茶'],
    ['umlauts', 'ä'],
    ['ligatures that unfold', 'ﷺ'],
    ['spaces', ' '],
  ])('the longest content of %s is cut in time that grows with its length', (_name, piece) => {
    const short = piece.repeat(Math.floor(10_000 / piece.length));
    const took = (text: string) => {
      const started = process.cpuUsage();
      indexedText(text, []);
      const { user, system } = process.cpuUsage(started);
      return user + system;
    };
    took(short);
    expect(took(short.repeat(10))).toBeLessThan(2_000_000);
  });
});
