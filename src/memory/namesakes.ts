/**
 * A time in a question may belong to what it asks for ("the tax return from 2024", "Spring Boot", "the ladder from Jan"), or be said beside
 * it: "does Hannah have night shifts this week", in a week whose only note with one of the words is about a night train.
 */
import { type Found, sharing } from './page.ts';
import { asTyped, type SoughtTerm } from './sought-term.ts';
import { createTermsIn } from './terms-in.ts';
import type { TimeName } from './time/time-expression.ts';

/** So many times as good as the best from then, however many words of the question it has. */
const MUCH_BETTER = 1.5;

/**
 * Puts memories of other times beside those from then, in turn: however many there are of either, they hide none of the other. One that
 * names the time counts where it has as many of the other words as any from then, and leads where it has more. One that does not, counts
 * where it has more of them or is much better, and leads where it has two more.
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
  const best = Math.max(...then.map(({ score }) => score));
  const beside = anytime
    .filter(({ memory }) => !fromThen.has(memory.id))
    .map((found) => {
      const namesIt = namedIn(found.memory).length === named.length;
      // A "last week" in a memory is hardly ever the week that the question means, so it needs one word more.
      return { found, namesIt, more: worth(found) - most - (namesIt && time.moving ? 1 : 0) };
    })
    .filter(({ found, namesIt, more }) => more > 0 || (namesIt ? more === 0 : best > 0 && found.score > MUCH_BETTER * best))
    .sort((left, right) => right.more - left.more);
  const found = beside.map((each) => each.found);
  const leads = beside.some(({ namesIt, more }) => more > (namesIt ? 0 : 1));
  const inOrder = leads ? inTurn(found, then) : inTurn(then, found);
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
