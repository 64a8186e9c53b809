/** "What did we do", "Was war", "¿Qué pasó": what a question is beside its time may ask for nothing of its own. */
import { cleanText } from '../shared/clean-text.ts';
import { foldText } from '../shared/fold-text.ts';
import { withoutUnspaced } from '../shared/unspaced-terms.ts';
import { wordsIn } from '../shared/word-parts.ts';
import { EMPTY_UNSPACED, EMPTY_WORDS, type EmptyWords } from './empty-words.ts';

/** "In Go" asks for something, "went on" does not. */
const WENT_ON = /\b(?:go|goes|going|gone|went) on\b/g;

/** What is still to come was not stored then: "what is there to do today", "was wird heute passieren", "what should we do", "was müssen wir heute machen". */
const TO_COME =
  /\b(?:to do|will|shall|should|must|can|(?:are we|am i) doing|do (?:we|i) do|zu (?:tun|machen)|wird|werden|muss|mussen|soll|sollen|kann|konnen|(?:machen|tun) wir|mache ich|a faire|on fait|fait.on|faisons|fais|faut|dois|doit|peut|peux|que hacer|hacemos|hago|debo|puedo|tengo que|tenemos que|da fare|facciamo|devo|deve|dobbiamo|posso)\b/;

/** @param rest of a question, without the words that say when. @returns false for one without any word: nothing is left of it */
export function asksNothing(rest: string): boolean {
  const text = cleanText(rest);
  const spaced = withoutUnspaced(text);
  const folded = foldText(spaced).replace(WENT_ON, 'happened');
  const words = wordsIn(folded);
  if (words.length === 0) return EMPTY_UNSPACED.test(wordsIn(text).join(''));
  if (spaced !== text || hasName(text) || TO_COME.test(folded)) return false;
  return EMPTY_WORDS.some((language) => isAsked(language, words));
}

/** How notes came to be: "what did we decide". A note has these words or has none of them. Folded. */
const SAYING =
  /\b(?:decided?|discuss(?:ed)?|talk(?:ed)?|learn(?:ed|t)?|work(?:ed)?|noted?|sa(?:y|id)|t(?:ell|old)|remember(?:ed)?|stored?|saved?|record(?:ed)?|wr(?:ite|ote|itten)|plan(?:ned)?|agreed?|entschieden|beschlossen|besprochen|gelernt|notiert|gesagt|gespeichert|geplant|vereinbart|decidimos|decidi|hablamos|aprendimos|dijimos|anotamos|acordamos|discute|appris|dit|decidi|convenu|deciso|discusso|imparato|detto)\b/g;

/** @returns whether it asks for what was noted, and for nothing else */
export function asksWhatWasSaid(rest: string): boolean {
  return asksNothing(foldText(cleanText(rest)).replace(SAYING, ' '));
}

function isAsked({ asking, all, enough }: EmptyWords, words: readonly string[]): boolean {
  return new Set(words).size >= enough && words.some((word) => asking.has(word)) && words.every((word) => all.has(word));
}

/** What did Will do, what happened in IT: a capital within a question that is not written in capitals. */
function hasName(text: string): boolean {
  const words = wordsIn(text);
  return words.some((word) => /^\p{Ll}/u.test(word)) && words.slice(1).some((word) => /^\p{Lu}/u.test(word) && !POLITE.test(word));
}

const POLITE = /^(?:I|Sie|Ihnen|Ihre?|Neues)$/;
