/** A secret that its neighbourhood names: `password = …`, "the PIN is …", a random word right after "API key". */
import { isPublic, looksRandom } from './looks-random.ts';
import { type Naming, namingsIn } from './naming-words.ts';
import { isPasswordLike, isStandIn } from './password-like.ts';
import { recoveryCodes } from './recovery-codes.ts';

export type Span = { readonly rule: string; readonly start: number; readonly end: number };

/** Characters after a naming word that are looked at. */
const NEAR = 90;
/** Longest secret that is taken in one piece. */
const LONGEST = 400;

/** `_PROD`, quotes and brackets before the sign. */
const NAME_ENDS = '[A-Za-z0-9_-]{0,20}["\'`\\]*]{0,3}';
/** "Mot de passe wifi :" */
const DEVICE = '(?: (?:wi-?fi|wlan|nas|router|laptop)(?= ?[:=]))?';
const QUOTED =
  '"([^"\\n]{4,200})"|\'([^\'\\n]{4,200})\'|`([^`\\n]{4,200})`|„([^“”\\n]{4,200})[“”]|“([^”\\n]{4,200})”|«\\s?([^»\\n]{4,200}?)\\s?»|「([^」\\n]{4,200})」';
const BARE = '([^\\s"\'`,;<>(){}\\[\\]「」，。、]{4,200})(?=[\\s"\'`,;<>)}\\]」，。、]|$)';
const VALUE = `(?:${QUOTED}|${BARE})`;

/** A list of pairs: `- name: DB_PASSWORD`, and on the next line `value: …`. */
const PAIRED = '(?:,\\s{0,12}|\\s{1,12})["\']?value["\']?\\s{0,2}[:=]\\s{0,2}';
/** Signs of code and of lists: `=`, `:`, `=>`, `:=`, an XML tag, a call, an option, a table cell. */
const ASSIGNED = new RegExp(
  `^${NAME_ENDS}${DEVICE}(?:${PAIRED}|\\s{0,4}(?::=|=>|->|[=:：|]|\\bas\\b)\\s{0,4}[*_]{0,2}\\s?|\\s?>|\\(\\s{0,2}(?=["'\`])|\\s{1,2}(?=["'\`„“«「]))${VALUE}`,
  'i',
);
const OPTION = new RegExp(`^\\s${VALUE}`);
/** Its hyphens stand at the beginning of a word: "WLAN-Passwort" has one inside. */
const OPTION_NAME = /(?<![\p{L}\p{N}])--?[\w-]{3,30}$/u;
/** "for the router", "der EC-Karte", "от вайфая". */
const WHOSE =
  '(?:for|of|to|from|on|at|in|fur|zu|zum|zur|vom|von|im|der|des|meine[rs]|unsere[rs]|pour|du|de|della|del|para|do|da|van|av|voor|til|till|dla|od|от|для|к|на|ل[^ \\t]{2,20})';
/** "for the router is", "lautet", 是. What stands between may be a few words, but not another sentence. */
const SAID = new RegExp(
  `^(?:[ \\t]${WHOSE}(?=[ \\t])[^\\n.:;,]{1,50}?)?\\s{0,3}(?:[=:：]|['’]s\\b|, c['’]est\\b|\\b(?:is|was|are|ar|equals|changed to|set to|changed from \\S{1,64} to|will be|becomes|wird|lautet|ist|war|est|etait|es|era|e'|e|is now|is still|has been set to|ist jetzt)\\b|是|为|為|は|は、|이|은|는|هي|هو|है|คือ|—|–|-)\\s{0,3}[:：]?\\s{0,2}${VALUE}`,
  'i',
);
/** Hexadecimal or a UUID right behind "auth token": whatever else it is, it was called one. */
const HEX_BESIDE = /^:? (?:0x)?([0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])/i;
/** Right behind the word, as people jot it down, and nothing goes on. */
const BESIDE = /^(?:[ \t]{1,3}|\s?\n[ \t]{0,8})([^\s"'`,;<>(){}]{6,64})(?=[\s,;.)]*$|[ \t]*\n|[,;)]|\.\s| (?:for|on|at|in|and|fur|pour|para|de)\b)/;
/** "hunter2 is the password", "use hunter2 as the password". */
const BEFORE =
  /(?:^|\s)["'`]?([^\s"'`]{6,64})["'`]? (?:is|as|was|ist|als|est|comme|es|como) (?:(?:the|my|our|a|das|mein|unser|le|mon|la|mi|el) )?(?:[\w-]{1,20} ){0,2}\S{2,20}$/i;
const RANDOM_WORD = /[A-Za-z0-9+/_=.~-]{20,400}/g;
/** Doors have keys A and B as well. */
const CODE = '\\d{4,8}|(?=[\\dAB]{4,6}(?![\\dA-Za-z]))\\d{1,5}[AB]\\d{0,4}';
/** Digits that nothing goes on from: a number of things is no code, but what opens something may go on with what it opens. */
const GOES_ON = '["\']?[ \\t]?(?!(?:for|and|on|und|fur|pour|et|para|y|per)\\b)[A-Za-z€$桁年月个個位]';
const number = (which: string) =>
  new RegExp(
    `^["'\\]]{0,2}(?: ${WHOSE} [^\\n.:;,\\d]{1,40}?| \\([^\\n()]{1,30}\\))?\\s{0,3}(?:\\b(?:is|ist|est|es|e|lautet)\\b(?: now| jetzt| nun)?:?|[=:：]|是|为|は|는|은|هي|है|คือ)\\s{0,3}["']?[#*]?(${which})(?![.,:/%-]?\\d|${GOES_ON})`,
    'i',
  );
/** A combination is turned in pairs. */
const PIN = number(`${CODE}|\\d{1,2}(?:-\\d{1,2}){2,3}`);
/** Nothing goes on after it; behind "from March" it is a year. */
const PIN_BESIDE = new RegExp(
  `^["'\\]]{0,2}(?: ${WHOSE}(?: [^\\s\\d.:;,]{2,20}){1,3}(?! (?:19|20)\\d\\d\\b))? [#*]?(${CODE})(?:[.!)#*]?[ \\t]*(?:\\n|$)|[,;] ?(?![\\d ])| \\([^\\n()]{1,30}\\)\\.?[ \\t]*(?:\\n|$))`,
  'i',
);
/** Mostly four to six digits, and any password else. */
const PASSCODE = /(?:pass[ _-]?code|密[码碼]|비밀번호|암호)$/i;
/** "取款密码482193" is written in one. */
const PIN_JOINED = /^(\d{4,8})(?![\d%年月个個位]|[.,]\d)/;
/** In small letters "pin" is a verb and a leg of a chip as well, unless it says what it opens. */
const SMALL_PIN = /\bp(?:in|uk)(?:[ _-]?(?:code|number))?$/;
/** "const int pin = 13": of a chip. */
const DECLARED = /\b(?:int|byte|char|short|long|let|const|var|auto|u?int\d{1,2}_t) \w{0,20}p(?:in|uk)$/i;
const OPENED = /\b(?:my|our|atm|\w{0,12}card|bank|phone|mobile|sim|voice-?mail|alarm|door|gate|safe)[ -]\S{1,12}$/i;
/** As routers print them on their backs; one that only stands beside the word has to end its line. */
const NUMBER = number('\\d{6,32}');
const NUMBER_BESIDE = /^["'\]]{0,2} (\d{8,32})[.!)]?[ \t]*(?:\n|$)/;
/** "lautet" is said of the thing itself and of nothing about it; a German noun is no adverb. */
const NOUN_SAID = /^(?: [^\n.:;,]{1,50}?)? lautet:? ([A-Z][A-Za-z]{5,40})[.!]?[ \t]*(?:\n|$)/;
/** Wallets number them. */
const WORDS = /^[^\n]{0,20}?[:=\n"']\s{0,3}((?:(?:\d{1,2}[.):]? ?)?[a-z]{3,8}[ ,\n]{1,2}){11,23}(?:\d{1,2}[.):]? ?)?[a-z]{3,8})\b/;
/** As Google and WordPress print them, and nothing goes on. */
const APP_PASSWORD = /\bapp(?:lication)?[ -]?(?:password|passwort)$/i;
const FOURS = /^[^\n:=]{0,20}[:=]?\s{1,3}((?:[A-Za-z0-9]{4} ){3,5}[A-Za-z0-9]{4})[ \t]*(?:\n|$)/;
/** Base32, in one or in fours: in capitals, or with one of its digits. */
const BASE32 =
  /^[^\n:=]{0,24}?(?:\bis\b|\bist\b|[:=])?\s{0,3}["'`]?((?=[A-Z2-7 -]{16,90}(?![A-Za-z0-9])|[A-Za-z -]{0,60}[2-7])(?:[A-Za-z2-7]{4}[ -]?){4,16})(?![A-Za-z0-9])/;

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

type Found = { readonly rule: string; readonly at: number; readonly secret: string };
type Find = (rest: string, before: string) => Found | null;

const FINDERS: Readonly<Record<Naming['kind'], Find>> = {
  pin: (rest, before) =>
    DECLARED.test(before)
      ? null
      : (taken('pin', PIN.exec(rest)) ?? (SMALL_PIN.test(before) && !OPENED.test(before) ? null : taken('pin', PIN_BESIDE.exec(rest)))),
  codes: (rest) => {
    const found = recoveryCodes(rest);
    return found === null ? null : { rule: 'recovery-code', at: found.at, secret: found.codes };
  },
  seed: (rest) => taken('one-time-password-seed', BASE32.exec(rest)),
  phrase: (rest) => taken('recovery-phrase', WORDS.exec(rest)),
  password: (rest, before) =>
    taken('password', ASSIGNED.exec(rest), (value, quoted) => isPasswordLike(value, quoted)) ??
    (OPTION_NAME.test(before) ? taken('password', OPTION.exec(rest), (value) => !isStandIn(value)) : null) ??
    (/\b(?:login|user|username)[ :=]{1,3}\S{1,64},? password$/i.test(before)
      ? taken('password', OPTION.exec(rest), (value) => isPasswordLike(value, false))
      : null) ??
    taken('password', SAID.exec(rest), (value, quoted) => isPasswordLike(value, quoted) && (quoted || !/^\d+$/.test(value))) ??
    taken('password', BESIDE.exec(rest), (value) => isPasswordLike(value, false) && /[A-Za-z]/.test(value)) ??
    taken('password', NUMBER.exec(rest) ?? NUMBER_BESIDE.exec(rest)) ??
    taken('password', NOUN_SAID.exec(rest), (value) => !isStandIn(value)) ??
    (PASSCODE.test(before) ? taken('pin', PIN.exec(rest) ?? PIN_BESIDE.exec(rest) ?? PIN_JOINED.exec(rest)) : null) ??
    (APP_PASSWORD.test(before) ? taken('password', FOURS.exec(rest)) : null) ??
    randomNear('password', rest),
  key: (rest) =>
    taken('named-key', ASSIGNED.exec(rest), (value) => isMachineMade(value) || (value.length >= 16 && isOneMadeWord(value))) ??
    taken('named-key', SAID.exec(rest), (value) => isMachineMade(value) || (value.length >= 16 && isOneMadeWord(value) && /\d.*\d.*\d/.test(value))) ??
    taken('named-key', HEX_BESIDE.exec(rest), (value) => !isStandIn(value)) ??
    randomNear('random-word', rest),
};

function taken(rule: string, match: RegExpExecArray | null, accept: (secret: string, quoted: boolean) => boolean = () => true): Found | null {
  if (match === null) return null;
  const group = match.findIndex((value, index) => index > 0 && value !== undefined);
  const value = match[group];
  if (value === undefined) return null;
  const bare = group === match.length - 1;
  const secret = bare ? value.replace(/[.!?:*_]+$/, '') : value;
  return accept(secret, !bare) ? { rule, at: match[0].lastIndexOf(value), secret } : null;
}

/** Hexadecimal and UUIDs count here, and only here: something has just called them a key. */
function isMachineMade(value: string): boolean {
  if (value.length < 12 || isStandIn(value) || value.includes('://')) return false;
  if (/^(?:[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value)) return true;
  return value.length >= 16 ? looksRandom(value) : looksRandom(value) && /\d.*\d/.test(value);
}

/** Of a key that everybody may know. */
const PGP_ID = /^(?:[0-9A-F]{16}|[0-9A-F]{40})$/;
/** Letters and digits in one piece: a thing's name could be one as well, but it was given out as a key. */
function isOneMadeWord(value: string): boolean {
  if (PGP_ID.test(value)) return false;
  return /[A-Za-z]/.test(value) && /\d/.test(value) && /^[\w+/=.~!@#$%^&*-]+$/.test(value) && !isStandIn(value) && !isPath(value) && !isPublic(value);
}

/** On this line or the next, and not a part of an address or of a path. */
function randomNear(rule: string, rest: string): Found | null {
  const near = rest.slice(0, NEAR).split('\n').slice(0, 3).join('\n');
  for (const { index } of near.matchAll(RANDOM_WORD)) {
    const secret = /^[A-Za-z0-9+/_=.~-]{20,400}/.exec(rest.slice(index))?.[0].replace(/\.+$/, '') ?? '';
    if (/(?:[/:@#]|base64,)$/.test(near.slice(0, index)) || isPath(secret) || !looksRandom(secret)) continue;
    return { rule, at: index, secret };
  }
  return null;
}

function isPath(word: string): boolean {
  return word.split('/').length > 3 || /\.[a-z]{2,5}$/.test(word);
}
