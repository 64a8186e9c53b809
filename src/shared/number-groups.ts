/** Six digits and more, also with letters as an IBAN has them. */
const LONG_NUMBER = /^(?=(?:\P{N}*\p{N}){6})[\p{L}\p{N}]{8,34}$/u;
/** In fours, in threes, in twos, and in twos behind a code of three or four; twos never leave a digit alone. */
const GROUPS = [/.{1,4}/gu, /.{1,3}/gu, /.{2}(?:.$)?/gu, /^.{3}|.{2}(?:.$)?/gu, /^.{4}|.{2}(?:.$)?/gu];

/** From a thousand on: "1,000,000", "5.000". */
const THOUSANDS = /^\p{N}{4,16}$/u;
const BEFORE_THREES = /\B(?=(?:\p{N}{3})+$)/gu;

/** @returns a long number in the groups that people write it in, with a space between; none for other words */
export function groupsOf(word: string): string[] {
  const asAmount = THOUSANDS.test(word) ? [word.replace(BEFORE_THREES, ' ')] : [];
  const asNumber = LONG_NUMBER.test(word) ? GROUPS.map((group) => (word.match(group) ?? []).join(' ')) : [];
  return [...asAmount, ...asNumber];
}
