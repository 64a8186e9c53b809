/** Words that almost every question has; they find nothing and cost most. Folded, as `foldText` leaves them. */
const list = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

export const ENGLISH =
  list(`a about an and any are as at be been but by can could did do does for from had has have how i if in into is it its just me my no not of on or
  our she so some than that the their them then there these they this those to us was we were what when where which who whom whose why will with would you your`);

export const OTHERS: readonly ReadonlySet<string>[] = [
  list(`aber als am an auch auf aus bei beim bin bis das dass dem den der des die du ein eine einem einen einer eines er es fur hab habe haben hat ich ihr im in ist ja
    mein meine meinem meinen mit nach nicht noch oder sein seine sich sie sind so uber um und uns unser unsere unseren unserem vom von vor wann war waren warum was
    welche welchem welchen welcher welches wem wen wenn wer werden wie wir wird wo wurde zu zum zur`),
  list(`a al como con cual cuales cuando de del donde el ella en era es esta este esto fue ha han hay la las lo los mas me mi mis muy no nos nuestra nuestro o para
    pero por porque que quien se ser si sin sobre son su sus te tiene un una unas unos y ya`),
  list(`a au aux avec ce ces cette dans de des du elle en est et il ils je la le les leur ma mes mon ne nos notre nous on ou par pas pour qu que quel quelle quelles
    quels qui sa se ses son sont sur ta tes ton tu un une vos votre vous`),
  list(
    'a al che chi ci come con cosa da dei del della di dove e gli i il in io la le ma mi nel nella non per perche piu quale quando se si sono su tra un una',
  ),
];

/** Words that only look foreign ("war", "hat") do not make a language, least of all beside an English "the". */
const EVIDENCE = 2;
/** Of these one is enough: they are nothing else in any of these languages, and nobody's name. */
const UNMISTAKABLE =
  list(`beim eine einem einen einer eines im nicht und unsere unserem unseren vom wann warum welche welchem welchen welcher welches wurde zum zur
  cuando donde nuestra nuestro porque avec cette dans quelle quelles votre perche quando`);

/** German has it as well, and to tell German by it is worth more than to tell English. */
const ALSO_ENGLISH = list('am');

/**
 * @param words folded, of one question
 * @param said all that tells its language, where that is more than these
 * @returns those that say what it is about; all of them when none does
 */
export function withoutFunctionWords(words: readonly string[], said: readonly string[] = words): readonly string[] {
  const spoken = OTHERS.filter((language) => isSpoken(language, said));
  const left = words.filter((word) => ![ENGLISH, ALSO_ENGLISH, ...spoken].some((language) => language.has(word)));
  return left.length > 0 ? left : words;
}

function isSpoken(language: ReadonlySet<string>, words: readonly string[]): boolean {
  if (words.some((word) => ENGLISH.has(word) && !language.has(word))) return false;
  if (words.some((word) => UNMISTAKABLE.has(word) && language.has(word))) return true;
  return new Set(words.filter((word) => language.has(word) && !ENGLISH.has(word))).size >= EVIDENCE;
}
