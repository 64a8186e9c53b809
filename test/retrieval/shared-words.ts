/**
 * What a question and its answer have in common, as generously as any lexical index could see it: the same word, other
 * endings of it, a part of it, in any spelling of accents; in Chinese and Japanese one character that carries meaning.
 */
import { FUNCTION_WORDS } from './function-words.ts';
import type { LabelledMemory, Language, Question } from './labelled-set.ts';

const WORD = /[\p{L}\p{N}]+/gu;
const MEANINGFUL_CHARACTER = /[\p{Script=Han}々]/gu;
const KATAKANA_WORD = /[\p{Script=Katakana}ー]{2,}/gu;
/** Three in a row, wherever they begin: Hiragana writes words and endings alike. */
const HIRAGANA = /(?=(\p{Script=Hiragana}{3}))/gu;
const STEM = 4;
const STEM_SHARE = 0.6;

/** @returns pairs `asked ~ stored`; empty when no lexical index has anything to go by */
export function sharedWords({ question, language }: Question, { content, tags }: LabelledMemory): string[] {
  const stored = terms([content, ...tags].join(' '), language);
  return [...terms(question, language)].flatMap((asked) => [...stored].filter((term) => related(asked, term)).map((term) => `${asked} ~ ${term}`));
}

function terms(text: string, language: Language): Set<string> {
  const functional = FUNCTION_WORDS[language];
  const spaced = (fold(text).match(WORD) ?? []).filter((word) => !/\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(word));
  const unspaced = [
    ...(text.match(MEANINGFUL_CHARACTER) ?? []),
    ...(text.match(KATAKANA_WORD) ?? []),
    ...[...text.matchAll(HIRAGANA)].map(([, three = '']) => three),
  ];
  return new Set([...spaced, ...unspaced].filter((term) => !functional.has(term)));
}

function related(asked: string, stored: string): boolean {
  if (asked === stored) return true;
  const [short, long] = asked.length < stored.length ? [asked, stored] : [stored, asked];
  if (short.length >= STEM && long.includes(short)) return true;
  let common = 0;
  while (common < short.length && short[common] === long[common]) common += 1;
  return common >= Math.max(STEM, STEM_SHARE * long.length);
}

const fold = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase();
