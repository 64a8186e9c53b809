import { type ParseError, printParseErrorCode } from 'jsonc-parser';
import { lineOf } from './config-format.ts';

/** The parser's codes that a person can do something about, in their words. */
const WORDS: Readonly<Record<string, string>> = {
  PropertyNameExpected: 'a name in quotation marks is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a : is missing',
  CommaExpected: 'a , is missing',
  CloseBraceExpected: 'a } is missing',
  CloseBracketExpected: 'a ] is missing',
  UnexpectedEndOfString: 'a " is missing',
  UnexpectedEndOfComment: 'a */ is missing',
  EndOfFileExpected: 'something stands behind its end',
};

/** @returns what is wrong with a text, and in which line */
export function jsonProblem(text: string, { error, offset }: ParseError): string {
  const words = WORDS[printParseErrorCode(error)] ?? 'something is written wrongly';
  return `it is no valid JSON: ${words} in ${lineOf(text, offset)}`;
}
