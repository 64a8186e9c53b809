/** PINs, and codes of doors, alarms and safes: few digits, and nothing that counts. */
import { digitsOf, WHOSE } from './said-of.ts';
import { type Find, taken } from './taken.ts';

/** Doors have keys A and B as well. */
const CODE = '\\d{4,8}|(?=[\\dAB]{4,6}(?![\\dA-Za-z]))\\d{1,5}[AB]\\d{0,4}';
/** A combination is turned in pairs. */
const PIN = digitsOf(`${CODE}|\\d{1,2}(?:-\\d{1,2}){2,3}`);
/** "4711 for the office". */
const OPENS = '(?:for|fur|vom|zum|zur|pour|para|per)';
/** Nothing goes on after it but what it opens; behind "from March" it is a year. */
const PIN_BESIDE = new RegExp(
  `^["'\\]]{0,2}(?: ${WHOSE}(?: [^\\s\\d.:;,]{2,20}){1,3}(?! (?:19|20)\\d\\d\\b))? [#*]?(${CODE})(?:[.!)#*]?[ \\t]*(?:\\n|$)|[,;] ?(?![\\d ])| ${OPENS} [^\\s\\d.:;,][^\\n\\d.:;,]{1,40}[.!]?[ \\t]*(?:\\n|$)| \\([^\\n()]{1,30}\\)\\.?[ \\t]*(?:\\n|$))`,
  'i',
);
/** "取款密码482193" is written in one. */
const JOINED = /^(\d{4,8})(?![\d%年月个個位]|[.,]\d)/;
/** In small letters "pin" is a verb and a leg of a chip as well, unless it says what it opens. */
const SMALL_PIN = /\bp(?:in|uk)(?:[ _-]?(?:code|number))?$/;
/** "const int pin = 13": of a chip. */
const DECLARED = /\b(?:int|byte|char|short|long|let|const|var|auto|u?int\d{1,2}_t) \w{0,20}p(?:in|uk)$/i;
const OPENED = /\b(?:my|our|atm|\w{0,12}card|bank|phone|mobile|sim|voice-?mail|alarm|door|gate|safe)[ -]\S{1,12}$/i;

export const pinSaid: Find = (rest, before) => {
  if (DECLARED.test(before)) return null;
  const said = taken('pin', PIN.exec(rest));
  if (said !== null) return said;
  return SMALL_PIN.test(before) && !OPENED.test(before) ? null : taken('pin', PIN_BESIDE.exec(rest));
};

/** Of a word for a password of digits. */
export const passcodeSaid: Find = (rest) => taken('pin', PIN.exec(rest) ?? PIN_BESIDE.exec(rest) ?? JOINED.exec(rest));
