/** What is called a password and may be one that a person made up. */
import { passcodeSaid } from './named-pins.ts';
import { isPassphrase, isPasswordLike, isStandIn } from './password-like.ts';
import { randomNear } from './random-near.ts';
import { ASSIGNED, digitsOf, SAID, VALUE } from './said-of.ts';
import { type Find, taken } from './taken.ts';

const OPTION = new RegExp(`^\\s${VALUE}`);
/** Its hyphens stand at the beginning of a word: "WLAN-Passwort" has one inside. */
const OPTION_NAME = /(?<![\p{L}\p{N}])--?[\w-]{3,30}$/u;
/** As in a netrc. */
const LOGIN = /\b(?:login|user|username)[ :=]{1,3}\S{1,64},? password$/i;
/** Right behind the word, as people jot it down, and nothing goes on. */
const BESIDE = /^(?:[ \t]{1,3}|\s?\n[ \t]{0,8})([^\s"'`,;<>(){}]{6,64})(?=[\s,;.)]*$|[ \t]*\n|[,;)]|\.\s| (?:for|on|at|in|and|fur|pour|para|de)\b)/;
/** Mostly four to six digits, and any password else. */
const PASSCODE = /(?:pass[ _-]?code|密[码碼]|비밀번호|암호)$/i;
/** Words as they are, and nothing else in the line. */
const PASSPHRASE = /pass[ _-]?phrase$/i;
const WORDS = /^\s{0,2}[:=]\s{0,2}((?:[a-z]{3,12} ){3,7}[a-z]{3,12})[.!]?[ \t]*(?:\n|$)/;
/** As routers print them on their backs; one that only stands beside the word has to end its line. */
const NUMBER = digitsOf('\\d{6,32}');
const NUMBER_BESIDE = /^["'\]]{0,2} (\d{8,32})[.!)]?[ \t]*(?:\n|$)/;
/** "lautet" is said of the thing itself and of nothing about it; a German noun is no adverb. */
const NOUN_SAID = /^(?: [^\n.:;,]{1,50}?)? lautet:? ([A-Z][A-Za-z]{5,40})[.!]?[ \t]*(?:\n|$)/;
/** As Google and WordPress print them, and nothing goes on. */
const APP_PASSWORD = /\bapp(?:lication)?[ -]?(?:password|passwort)$/i;
const FOURS = /^[^\n:=]{0,20}[:=]?\s{1,3}((?:[A-Za-z0-9]{4} ){3,5}[A-Za-z0-9]{4})[ \t]*(?:\n|$)/;

export const passwordSaid: Find = (rest, before) =>
  taken('password', ASSIGNED.exec(rest), (value, quoted) => isPasswordLike(value, quoted)) ??
  (OPTION_NAME.test(before) ? taken('password', OPTION.exec(rest), (value) => !isStandIn(value)) : null) ??
  (LOGIN.test(before) ? taken('password', OPTION.exec(rest), (value) => isPasswordLike(value, false)) : null) ??
  taken('password', SAID.exec(rest), (value, quoted) => isPasswordLike(value, quoted) && (quoted || !/^\d+$/.test(value))) ??
  taken('password', BESIDE.exec(rest), (value) => isPasswordLike(value, false) && /[A-Za-z]/.test(value)) ??
  taken('password', NUMBER.exec(rest) ?? NUMBER_BESIDE.exec(rest)) ??
  taken('password', NOUN_SAID.exec(rest), (value) => !isStandIn(value)) ??
  (PASSCODE.test(before) ? passcodeSaid(rest, before) : null) ??
  (PASSPHRASE.test(before) ? taken('password', WORDS.exec(rest), isPassphrase) : null) ??
  (APP_PASSWORD.test(before) ? taken('password', FOURS.exec(rest)) : null) ??
  randomNear('password', rest);
