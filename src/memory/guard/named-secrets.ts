/** A secret that its neighbourhood names: `password = …`, "the PIN is …", a random word right after "API key". */
import { keySaid } from './named-keys.ts';
import { passwordSaid } from './named-passwords.ts';
import { pinSaid } from './named-pins.ts';
import { type Naming, namingsIn } from './naming-words.ts';
import { isPasswordLike } from './password-like.ts';
import { NEAR } from './random-near.ts';
import { recoveryCodes } from './recovery-codes.ts';
import { type Find, taken } from './taken.ts';

export type Span = { readonly rule: string; readonly start: number; readonly end: number };

/** Longest secret that is taken in one piece. */
const LONGEST = 400;
/** "hunter2 is the password", "use hunter2 as the password". */
const BEFORE =
  /(?:^|\s)["'`]?([^\s"'`]{6,64})["'`]? (?:is|as|was|ist|als|est|comme|es|como) (?:(?:the|my|our|a|das|mein|unser|le|mon|la|mi|el) )?(?:[\w-]{1,20} ){0,2}\S{2,20}$/i;
/** Wallets number them. */
const WORDS = /^[^\n]{0,20}?[:=\n"']\s{0,3}((?:(?:\d{1,2}[.):]? ?)?[a-z]{3,8}[ ,\n]{1,2}){11,23}(?:\d{1,2}[.):]? ?)?[a-z]{3,8})\b/;
/** Base32, in one or in fours: in capitals, or with one of its digits. */
const BASE32 =
  /^[^\n:=]{0,24}?(?:\bis\b|\bist\b|[:=])?\s{0,3}["'`]?((?=[A-Z2-7 -]{16,90}(?![A-Za-z0-9])|[A-Za-z -]{0,60}[2-7])(?:[A-Za-z2-7]{4}[ -]?){4,16})(?![A-Za-z0-9])/;

const FINDERS: Readonly<Record<Naming['kind'], Find>> = {
  pin: pinSaid,
  password: passwordSaid,
  key: keySaid,
  codes: recoveryCodes,
  seed: (rest) => taken('one-time-password-seed', BASE32.exec(rest)),
  phrase: (rest) => taken('recovery-phrase', WORDS.exec(rest)),
};

/** @param text as `plain` makes it. @returns what is secret in it, with the rule that says so */
export function* namedSecrets(text: string): Generator<Span> {
  for (const naming of namingsIn(text)) {
    const line = text.slice(Math.max(0, naming.end - 160), naming.end);
    const ahead = naming.kind === 'password' ? BEFORE.exec(line)?.[1] : undefined;
    if (ahead !== undefined && isPasswordLike(ahead, false) && /[A-Za-z]/.test(ahead)) {
      const start = naming.end - line.length + line.lastIndexOf(ahead);
      yield { rule: 'password', start, end: start + ahead.length };
    }
    const rest = text.slice(naming.end, naming.end + NEAR + LONGEST);
    const found = FINDERS[naming.kind](rest, text.slice(Math.max(0, naming.end - 100), naming.end));
    if (found !== null) yield { rule: found.rule, start: naming.end + found.at, end: naming.end + found.at + found.secret.length };
  }
}
