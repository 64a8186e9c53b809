/** One telephone number, dialled at home and from abroad: "0864127790" is "+353 86 412 7790". */
import type { WordForm } from '../store/memory-store.ts';

const AT_HOME = /^0(?=[1-9]\d{7,13}$)/;
const FROM_ABROAD = /^(?:00)?(?=[1-9]\d{9,14}$)/;
/** Digits of a country's code, which nothing marks. */
const LONGEST_CODE = 3;

/** @param word digits, or any other. @returns a number without the zero that is dialled at home only; any other as it is */
export function nationalNumber(word: string): string {
  return word.replace(AT_HOME, '');
}

/** @returns how else a telephone number may stand in a memory; none for other words */
export function phoneForms(word: string): WordForm[] {
  const numbers = AT_HOME.test(word) ? [nationalNumber(word)] : atHome(word);
  return numbers.map((text) => ({ text, goesOn: false }));
}

function atHome(word: string): string[] {
  if (!FROM_ABROAD.test(word)) return [];
  const number = word.replace(FROM_ABROAD, '');
  return Array.from({ length: LONGEST_CODE }, (_, index) => `0${number.slice(index + 1)}`);
}
