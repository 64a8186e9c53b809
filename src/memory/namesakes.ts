/** A time in a question may belong to what it asks for: "the tax return from 2024", "Spring Boot", "the ladder from Jan". */
import { type Found, sharing } from './page.ts';
import { asTyped, type SoughtTerm } from './sought-term.ts';
import { createTermsIn } from './terms-in.ts';
import type { TimeName } from './time/time-expression.ts';

/**
 * Puts memories of other times that name this one beside those from then, in turn: however many there are of either, they hide none of
 * the other. They count where they have as many of the other words as any from then, and lead where one has more.
 * @param then at least one that was found in that time, best first
 * @param anytime what the whole question finds, best first
 * @param others words of the question beside the time
 * @returns at most `limit` of them, and as many as one answer holds
 */
export async function withNamesakes(
  then: readonly Found[],
  anytime: readonly Found[],
  others: readonly SoughtTerm[],
  time: TimeName,
  limit: number,
): Promise<readonly Found[]> {
  const named = time.said.map(asTyped);
  const [othersIn, namedIn] = [createTermsIn(others), createTermsIn(named)];
  const worth = ({ memory }: Found) => othersIn(memory).length;
  const most = Math.max(...then.map(worth));
  const fromThen = new Set(then.map(({ memory }) => memory.id));
  const namesakes = anytime
    .filter(({ memory }) => !fromThen.has(memory.id) && namedIn(memory).length === named.length)
    // A "last week" in a memory is hardly ever the week that the question means, so it needs one word more.
    .map((found) => ({ found, more: worth(found) - most - (time.moving ? 1 : 0) }))
    .filter(({ more }) => more >= 0)
    .sort((left, right) => right.more - left.more);
  const found = namesakes.map((each) => each.found);
  const inOrder = (namesakes[0]?.more ?? 0) > 0 ? inTurn(found, then) : inTurn(then, found);
  const shown = inOrder.slice(0, limit);
  const together = await sharing(
    shown.map(({ memory }) => memory),
    { terms: [...others, ...named] },
  );
  return shown.map((each, place) => ({ ...each, memory: together[place]?.memory ?? each.memory, cut: each.cut || together[place]?.cut === true }));
}

function inTurn(first: readonly Found[], second: readonly Found[]): Found[] {
  return [...first.flatMap((each, place) => [each, ...second.slice(place, place + 1)]), ...second.slice(first.length)];
}
