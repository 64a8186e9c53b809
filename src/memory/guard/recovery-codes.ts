/** The codes that open an account without its phone, as services print them: several, in groups of one length. */
import type { Find } from './taken.ts';

/** Eight of them; before a word they are a number of things. */
const DIGITS = '(?:\\d{4}[ -]\\d{4}|\\d{8})(?!\\d| ?[A-Za-z])';
/** A word of letters only may be one of the groups, but a code has a digit somewhere. */
const GROUPS = '(?=[A-Za-z-]{0,40}\\d)(?:[A-Za-z0-9]{4}(?:-[A-Za-z0-9]{4}){1,7}|[A-Za-z0-9]{5}(?:-[A-Za-z0-9]{5}){1,7}|[A-Za-z0-9]{6}(?:-[A-Za-z0-9]{6}){1,7})';
/** Digits in two places: "1Password" is where they are kept, and "base64url" how. */
const IN_ONE = '(?=[a-z0-9]{0,14}\\d[a-z]{1,14}\\d)[a-z0-9]{8,16}';
/** A day, a year's span and a ticket are written in groups, too. */
const NO_CODE = '(?!(?:19|20)\\d\\d[ -]?(?:[01]\\d[ -]?[0-3]\\d|(?:19|20)\\d\\d)(?!\\d)|[A-Z]{2,10}-\\d{1,6}(?![A-Za-z0-9-]))';
const CODE = `${NO_CODE}(?:${DIGITS}|${GROUPS}|${IN_ONE})(?![A-Za-z0-9]|[-./:@_][A-Za-z0-9])`;
/** A line of a list may have its sign or number. */
const BETWEEN = '[ \\t]{0,3}[,;/|、，\\n]?[ \\t]{0,4}(?:[-*•] |\\d{1,2}[.)] )?';
/** "for GitHub:", "sind", a heading, or nothing at all. */
const LEADS = '(?:[^\\n:=：]{0,40}[:=：]|[^\\n.:;,]{0,40}?\\b(?:is|are|ist|sind|laute[nt]|est|sont|es|son)\\b|は|是|[^\\n.:;,]{0,40}(?=\\n))?';
const LISTED = new RegExp(`^["'*)]{0,3}${LEADS}[*_]{0,2}\\s{0,4}(?:[-*•] |\\d{1,2}[.)] )?["'\`]?(${CODE}(?:${BETWEEN}${CODE}){0,20})`);

/** All of them in one piece. */
export const recoveryCodes: Find = (rest) => {
  const [whole, codes] = LISTED.exec(rest) ?? [];
  return whole === undefined || codes === undefined ? null : { rule: 'recovery-code', at: whole.length - codes.length, secret: codes };
};
