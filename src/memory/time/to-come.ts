import { type Token, textFrom } from './tokens.ts';

const NEXT = [
  '(?:the )?next (?:week|month|year)',
  '(?:nächste|kommende)[nrs]? (?:woche|monats?|jahr(?:es)?)',
  'prochain|(?:l.an(?:n[eé]e)?|la semaine) prochaine?',
  'pr[oó]ximo|que viene|(?:el |la )?(?:(?:a[nñ]o|semana) (?:pr[oó]xim[oa]|que viene)|pr[oó]xim[oa] (?:a[nñ]o|semana))',
];
const TO_COME = new RegExp(`^(?:(?:of|der|des|in der|del?) )?(?:${NEXT.join('|')})(?![\\p{L}\\p{N}])`, 'u');

/** "Juin prochain", "Montag nächster Woche", "June next year": nothing was stored then, and it is not the one of last year. */
export function isToCome(tokens: readonly Token[], at: number): boolean {
  return TO_COME.test(textFrom(tokens, at));
}
