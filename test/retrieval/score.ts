/** What the answers of one server are worth, per subset. */
import type { Question, Subset } from './labelled-set.ts';
import type { MemoryServer } from './memory-server.ts';

/** Each from 0 to 1; MRR is the mean of one over the place of the answer. */
export type Score = { readonly recall1: number; readonly recall5: number; readonly mrr: number };
export type Scores = Readonly<Partial<Record<Subset, Score>>>;

/** Asks every question once. */
export async function scoreServer(server: Pick<MemoryServer, 'ask'>, questions: readonly Question[]): Promise<Scores> {
  const places = new Map<Subset, number[]>();
  for (const question of questions) {
    const place = (await server.ask(question)).indexOf(question.answer) + 1;
    places.set(question.subset, [...(places.get(question.subset) ?? []), place]);
  }
  return Object.fromEntries([...places].map(([subset, found]) => [subset, scoreOf(found)]));
}

/** @param places of the answers, from 1; 0 is "not found" */
export function scoreOf(places: readonly number[]): Score {
  const mean = (worth: (place: number) => number) =>
    Math.round((1000 * places.reduce((sum, place) => sum + (place === 0 ? 0 : worth(place)), 0)) / places.length) / 1000;
  return { recall1: mean((place) => (place === 1 ? 1 : 0)), recall5: mean((place) => (place <= 5 ? 1 : 0)), mrr: mean((place) => 1 / place) };
}
