/** What is called a key, a token or a secret and was made by a machine. */
import { isPublic, looksRandom } from './looks-random.ts';
import { isStandIn } from './password-like.ts';
import { isPath, randomNear } from './random-near.ts';
import { ASSIGNED, SAID } from './said-of.ts';
import { type Find, taken } from './taken.ts';

/** Hexadecimal or a UUID right behind "auth token": whatever else it is, it was called one. */
const HEX_BESIDE = /^:? (?:0x)?([0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])/i;
/** Of a key that everybody may know. */
const PGP_ID = /^(?:[0-9A-F]{16}|[0-9A-F]{40})$/;

export const keySaid: Find = (rest) =>
  taken('named-key', ASSIGNED.exec(rest), (value) => isMachineMade(value) || (value.length >= 16 && isOneMadeWord(value))) ??
  taken('named-key', SAID.exec(rest), (value) => isMachineMade(value) || (value.length >= 16 && isOneMadeWord(value) && /\d.*\d.*\d/.test(value))) ??
  taken('named-key', HEX_BESIDE.exec(rest), (value) => !isStandIn(value)) ??
  randomNear('random-word', rest);

/** Hexadecimal and UUIDs count here, and only here: something has just called them a key. */
function isMachineMade(value: string): boolean {
  if (value.length < 12 || isStandIn(value) || value.includes('://')) return false;
  if (/^(?:[0-9a-f]{32,128}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(value)) return true;
  return value.length >= 16 ? looksRandom(value) : looksRandom(value) && /\d.*\d/.test(value);
}

/** Letters and digits in one piece: a thing's name could be one as well, but it was given out as a key. */
function isOneMadeWord(value: string): boolean {
  if (PGP_ID.test(value)) return false;
  return /[A-Za-z]/.test(value) && /\d/.test(value) && /^[\w+/=.~!@#$%^&*-]+$/.test(value) && !isStandIn(value) && !isPath(value) && !isPublic(value);
}
