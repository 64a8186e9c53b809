import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutFunctionWords } from '../../src/memory/function-words.ts';
import { rankHits } from '../../src/memory/rank.ts';
import { foldText } from '../../src/shared/fold-text.ts';
import { wordsIn } from '../../src/shared/word-parts.ts';
import type { Hit } from '../../src/store/memory-store.ts';
import { chooseTerms } from '../../src/store/sqlite/memory/reads/choose-terms.ts';
import { SEED } from '../support/fuzz-cases.ts';

describe('which terms of a question find, and which only weigh', () => {
  const ENOUGH = 300;
  const choose = (...counts: number[]) => {
    const terms = counts.map((count, index) => ({ term: `t${index}`, count }));
    const { finding, telling } = chooseTerms(terms, ENOUGH);
    return [finding.map(({ count }) => count), telling.map(({ count }) => count)];
  };

  it('all of them find while that is cheap', () => {
    expect(choose(500, 3, 40)).toEqual([[3, 40, 500], []]);
  });

  it('beside a rare term a common one only weighs', () => {
    expect(choose(400_000, 12)).toEqual([[12], [400_000]]);
  });

  it('once there is enough of the rarer ones, a more common one only weighs, cheap as it would be', () => {
    expect(choose(900, 500, 40)).toEqual([[40, 500], [900]]);
    expect(choose(900, 260, 39)).toEqual([[39, 260, 900], []]);
    expect(choose(900, 260, 40)).toEqual([[40, 260], [900]]);
  });

  it('of common terms alone the rarest finds', () => {
    expect(choose(50_001, 30_000, 50_001)).toEqual([[30_000], [50_001, 50_001]]);
  });

  it('a term that nothing has is no term', () => {
    expect(choose(0, 5, 0)).toEqual([[5], []]);
    expect(choose(0)).toEqual([[], []]);
  });

  it('what finds together is never more than what is ranked at a time, one term aside', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { maxLength: 32 }), (counts) => {
        const [finding = [], telling = []] = choose(...counts);
        expect(finding.length === 1 || finding.reduce((sum, count) => sum + count, 0) <= 4_000).toBe(true);
        expect([...finding, ...telling]).toEqual(counts.filter((count) => count > 0).sort((left, right) => left - right));
      }),
      SEED,
    );
  });
});

describe('function words', () => {
  it('of a language count once the question speaks it', () => {
    expect(withoutFunctionWords(['the', 'war', 'hat'])).toEqual(['war', 'hat']);
    expect(withoutFunctionWords(['wann', 'war', 'der', 'umzug'])).toEqual(['umzug']);
    expect(withoutFunctionWords(['cual', 'es', 'el', 'puerto'])).toEqual(['puerto']);
  });

  it.each([
    ['Qual é a senha do wifi da casa?', 'senha wifi casa'],
    ['Onde fica a minha bicicleta?', 'fica bicicleta'],
    ['Warum benutzen wir kein GraphQL mehr?', 'benutzen graphql'],
    ['How do I build it without the cache?', 'build cache'],
    ['Waar staat mijn fiets?', 'staat fiets'],
    ['Vad heter min läkare?', 'heter lakare'],
    ['Kiedy jest przegląd samochodu?', 'przeglad samochodu'],
    ['Toplantı hangi gün?', 'toplanti gun'],
    ['Где мои ключи?', 'ключи'],
    ['Hochzeitstag der Eltern', 'hochzeitstag eltern'],
    ['anniversaire de tante Claire', 'anniversaire tante claire'],
    ['Якої машини у нас немає?', 'якої машини немає'],
    ['Коли приїде мама?', 'приїде мама'],
  ])('in their own language: %s', (question, words) => {
    expect(withoutFunctionWords(wordsIn(foldText(question)))).toEqual(wordsIn(foldText(words)));
  });

  it.each([
    ['La casa de Ben en su pueblo', 'casa ben pueblo'],
    ['the van and the die cast', 'van die cast'],
    ['rent a van', 'rent van'],
    ['Ben Olan', 'ben olan'],
  ])('in no other: %s', (question, words) => {
    expect(withoutFunctionWords(wordsIn(foldText(question)))).toEqual(words.split(' '));
  });

  it('are all there is in a question of nothing else', () => {
    expect(withoutFunctionWords(['who', 'are', 'you'])).toEqual(['who', 'are', 'you']);
  });
});

describe('one order from three indexes', () => {
  const DAY = 86_400_000;
  const hit = (id: string, score: number, more: Partial<Hit> = {}): Hit => ({ id, score, createdAt: 0, uses: 0, ...more });
  const order = (hits: Partial<Parameters<typeof rankHits>[0]>, now = 0) =>
    rankHits({ words: [], grams: [], parts: [], spelling: [], ...hits }, now).map(({ id }) => id);

  it('a part of a word never outranks a whole one that matches as well', () => {
    expect(order({ words: [hit('whole', 3)], parts: [hit('part', 3)] })).toEqual(['whole', 'part']);
    expect(order({ words: [hit('whole', 0)], parts: [hit('part', 2)] })).toEqual(['whole', 'part']);
  });

  it('what two indexes find comes before what one of them finds as well', () => {
    expect(order({ words: [hit('one', 5), hit('two', 5)], grams: [hit('two', 5)] })).toEqual(['two', 'one']);
  });

  it('newness and use decide between equals and never against a better match', () => {
    const now = 1000 * DAY;
    expect(order({ words: [hit('old', 5), hit('new', 5, { createdAt: now })] }, now)).toEqual(['new', 'old']);
    expect(order({ words: [hit('unused', 5), hit('used', 5, { uses: 10 })] }, now)).toEqual(['used', 'unused']);
    expect(order({ words: [hit('better', 6), hit('new', 5, { createdAt: now, uses: 1_000_000 })] }, now)).toEqual(['better', 'new']);
  });
});
