/**
 * Whether a word that a text does not have is nearly one that it has: another form of it, a slip of the pen, or a compound whose
 * members stand apart. Strict, because a question about what is not there has to find nothing. Words are folded.
 */
const LETTERS = /^[\p{L}\p{M}]+$/u;
const LATIN = /^\p{Script=Latin}+$/u;
/** Of the longer word, how much both begin with. */
const SHARED_BEGINNING = 0.6;
/** Letters that the shorter word has besides: "internal" is no form of "internet", and "Steuerberatung" one of "Steuerberater". */
const LONGEST_ENDING = { ofShort: 1, ofLong: 2 };
const LONG_BEGINNING = 7;
const SHORTEST = 5;
const SHORTEST_TYPO = 6;
/** In shorter words another letter is another word. */
const SHORTEST_REPLACED = 7;
const SHORTEST_MEMBER = 4;
/** So much of a word may stand inside another and is still meant. */
const SHORTEST_INSIDE = 6;
/** A shorter one and an s begin many words. */
const SHORTEST_BOUND = 7;

/** A number or a name with one is another thing when one character differs. */
export function mayBeLike(word: string): boolean {
  return word.length >= SHORTEST && LETTERS.test(word);
}

/** @param words of a text. @returns whether one of them, or two for a compound, is nearly `asked` */
export function hasAlike(words: ReadonlySet<string>, asked: string): boolean {
  const members = asMembers(asked);
  for (const word of words) if (isForm(asked, word) || isTypo(asked, word) || members.some((member) => isMember(member, word))) return true;
  return isCompound(asked, words);
}

function isForm(left: string, right: string): boolean {
  const [shorter, longer] = [Math.min(left.length, right.length), Math.max(left.length, right.length)];
  const shared = sharedBeginning(left, right);
  // Cyrillic and others change the last letter of short words, where Latin letters make another word.
  const isLatin = LATIN.test(left);
  const least = isLatin ? SHORTEST : SHORTEST - 1;
  const ending = isLatin && shared < LONG_BEGINNING ? LONGEST_ENDING.ofShort : LONGEST_ENDING.ofLong;
  return shared >= least && shared >= SHARED_BEGINNING * longer && shorter - shared <= ending;
}

/** One letter too much, too little, or another, or two that changed places; the first is seldom wrong. */
function isTypo(left: string, right: string): boolean {
  const [shorter, longer] = left.length <= right.length ? [left, right] : [right, left];
  if (longer.length < SHORTEST_TYPO || longer.length - shorter.length > 1) return false;
  const at = sharedBeginning(shorter, longer);
  if (at === 0) return false;
  if (longer.length > shorter.length) return shorter.slice(at) === longer.slice(at + 1);
  const areSwapped = shorter[at] === longer[at + 1] && shorter[at + 1] === longer[at];
  if (areSwapped) return shorter.slice(at + 2) === longer.slice(at + 2);
  return longer.length >= SHORTEST_REPLACED && shorter.slice(at + 1) === longer.slice(at + 1);
}

/** What may stay of a word inside a compound: "Vertrag" of "Verträge", "Versicherung" of "Versicherungen". */
function asMembers(asked: string): readonly string[] {
  const withoutEnding = asked.replace(/(?:nen|en|er|es)$/u, '');
  return [
    ...(asked.length > SHORTEST ? [asked.slice(0, -1)] : []),
    ...(withoutEnding !== asked && withoutEnding.length >= SHORTEST_INSIDE ? [withoutEnding] : []),
  ];
}

/**
 * "Versicherung" in "Rechtsschutzversicherung", where the other word ends, and "Rechnung" in "Rechnungsstellung", where an s binds it.
 * In the middle it is another word: "planet" in "airplanes".
 */
function isMember(member: string, word: string): boolean {
  if (word.endsWith(member)) return true;
  return member.length >= SHORTEST_BOUND && word.startsWith(`${member}s`) && word.length > member.length + SHORTEST_MEMBER;
}

/** "Zahnarzttermin" where there are "Termin" and "Zahnarzt"; a long one of the two may stand inside another word, and each may have an ending. */
function isCompound(asked: string, words: ReadonlySet<string>): boolean {
  const begins = [...words].filter((word) => word.startsWith(asked.slice(0, SHORTEST_MEMBER)));
  for (let at = SHORTEST_MEMBER; at <= asked.length - SHORTEST_MEMBER; at += 1) {
    const [head, tail] = [asked.slice(0, at).replace(/(?<=.{4})s$/u, ''), asked.slice(at)];
    const has = [asked.slice(0, at), head].some((each) => words.has(each));
    if ((has && (words.has(tail) || isInside(words, tail))) || (words.has(tail) && isInside(words, head))) return true;
    if (isInflected(begins, head) && isInflected(words, tail)) return true;
  }
  return false;
}

/** "Team" in "des Teams". */
function isInflected(words: Iterable<string>, part: string): boolean {
  for (const word of words) if (word.startsWith(part) && word.length - part.length <= LONGEST_ENDING.ofLong) return true;
  return false;
}

/** A compound ends with what it is: "Tonne" in "Mülltonne". */
function isInside(words: ReadonlySet<string>, part: string): boolean {
  if (part.length < SHORTEST) return false;
  for (const word of words) if (part.length < SHORTEST_INSIDE ? word.endsWith(part) : word.includes(part)) return true;
  return false;
}

function sharedBeginning(left: string, right: string): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}
