/** Words that a question has beside what it is about: "what do we use for the dough", "remind me whom to call". Inside longer words they say nothing. */
import { foldText } from '../shared/fold-text.ts';

const LIGHT: ReadonlySet<string> = new Set(
  foldText(`ask asked call called details exactly find found get gets getting give gives given go goes going got help info information keep keeps know knows known last let like list look made make makes making
  memories memory name named names need needs note notes please put puts regarding related remember remind said say says set show something store stored take takes taken tell thing things think told took
  use used user users uses using want wants way went work works
  benutzen benutzt bitte brauche brauchen erinnere gebe geben gehen geht gibt heissen heisst heißt informationen kommen kommt mache machen macht name nutzen nutzt sache sachen sage sagen verwenden
  verwendet weiss weiß wissen
  aller appelle appeler faire fait merci mettre nom rappelle savoir utilise utiliser utilisons
  decir dime hace hacer llama llamar nombre saber tener usa usamos usar`).split(/\s+/),
);

/** @param words of a question, folded. @returns those that say little beside the others; none where it has no others */
export function lightWords(words: readonly string[]): readonly string[] {
  const light = words.filter((word) => LIGHT.has(word));
  return light.length < words.length ? light : [];
}
