/** One word in two shapes that share too few letters for an index to know: "bought" and "buy", "repo" and "repository". Folded. */
import type { WordForm } from '../store/memory-store.ts';

/** Verbs that say little ("got", "made") are left out: with each shape of one a question would find half of everything. */
const ROWS = `
  admin administrator|app application|async asynchronous|auth authentication authorization|bike bicycle|config configuration|db database|
  dev development developer|docs documentation|env environment|exam examination|gh github|gym gymnasium|info information|img image|js javascript|k8s kubernetes|
  lab laboratory|lib library|mom mum|msg message|param parameter|pg postgres postgresql|phone telephone|photo photograph|pkg package|prefs preferences|prod production|
  pwd password|py python|ref reference|repo repository|specs specification|std standard|sync synchronization|temp temporary|ts typescript|tv television|var variable|
  vet veterinarian veterinary|
  break broke broken|bring brought|build built|buy bought|catch caught|choose chose chosen|drink drank drunk|drive drove driven|eat ate eaten|fly flew flown|
  forget forgot forgotten|grow grew grown|lend lent|lose lost|meet met|pay paid|ride rode ridden|run ran|sell sold|send sent|sleep slept|speak spoke spoken|spend spent|
  steal stole stolen|swim swam|teach taught|throw threw thrown|wear wore worn|win won|write wrote written`;

const OTHERS: ReadonlyMap<string, readonly string[]> = new Map(
  ROWS.split('|')
    .map((row) => row.trim().split(' '))
    .flatMap((row) => row.map((word) => [word, row.filter((other) => other !== word)] as const)),
);

/** "May 17th". */
const ORDINAL = /^(\d{1,2})(?:st|nd|rd|th)$/;
const DAY = /^(?:[1-9]|[12]\d|3[01])$/;

/** @returns the other shapes of a word; none for most */
export function otherWords(word: string): WordForm[] {
  const [, number] = ORDINAL.exec(word) ?? [];
  const others = DAY.test(word) ? [ordinalOf(word)] : (OTHERS.get(word) ?? []);
  return [...others, ...(number === undefined ? [] : [number])].map((text) => ({ text, goesOn: false }));
}

function ordinalOf(day: string): string {
  const last = /^1\d$/.test(day) ? '' : day.slice(-1);
  return day + ({ 1: 'st', 2: 'nd', 3: 'rd' }[last] ?? 'th');
}
