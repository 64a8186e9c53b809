/** Korean writes its particles at the end of the noun: without them one noun is another word in every sentence. Folded, as terms are. */
import type { WordForm } from '../store/memory-store.ts';

const HANGUL = /^\p{Script=Hangul}+$/u;
const LONG_PARTICLE = /(?:으로|에서|에게|한테|까지|부터|이랑|하고|께서|보다|처럼)$/u;
const PARTICLE = /[이가은는을를에의도와과로만랑]$/u;
/** Of these a noun seldom ends itself: 회의 is no 회 with a particle. */
const SURE_PARTICLE = /[는를에]$/u;
const AFTER_ONE = ['', ...'이가은는을를에의도와과로만랑', '으로', '에서', '까지', '부터', '이랑', '하고', '보다', '처럼'];

/** "Docker를", "API는": particles of a name in other letters. */
const NAME = /^([\p{Script=Latin}\p{N}]{2,})\p{Script=Hangul}{1,3}$/u;

/** @returns how a word of Hangul may stand in a memory: its noun, and whatever comes behind that; none for other scripts */
export function hangulForms(word: string): WordForm[] {
  const [, name] = NAME.exec(word) ?? [];
  if (name !== undefined) return [{ text: name, goesOn: true }];
  if (!HANGUL.test(word)) return [];
  const long = word.replace(LONG_PARTICLE, '');
  const noun = long === '' || long === word ? word.replace(PARTICLE, '') : long;
  if (noun.length > 1) return [{ text: noun, goesOn: true }];
  const isSure = noun !== '' && (long === noun || SURE_PARTICLE.test(word));
  // Too short to go on anyhow: half of all words begin with it.
  if (isSure && noun !== word) return AFTER_ONE.map((particle) => ({ text: noun + particle, goesOn: false }));
  return word.length > 1 ? [{ text: word, goesOn: true }] : [];
}
