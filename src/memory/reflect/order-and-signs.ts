/** What two texts of the same words can still say otherwise: "1.5" and "5.1", "+500" and "-500", "Mila owes Joost" and "Joost owes Mila". */
import { foldText } from '../../shared/fold-text.ts';

const NUMBERS = /\p{N}+/gu;
const NAMES = /\p{Lu}[\p{L}\p{N}]*/gu;
/** Before a number or an amount, of a comparison, and of C, C# and C++. */
const SIGNS = /(?<![\p{L}\p{N}])[+−-](?=[\p{Sc}\p{N}])|[<>≤≥]|(?<=\p{L})(?:#|\+\+)/gu;

/** Whether they give the same numbers in another order, or have other signs. */
export function countOtherwise(left: string, right: string): boolean {
  return areTurned(left, right, NUMBERS) || (left.match(SIGNS) ?? []).join() !== (right.match(SIGNS) ?? []).join();
}

/** Whether they have the same names in another order: the same said in another way, or of one what was said of the other. */
export function nameInOtherOrder(left: string, right: string): boolean {
  return areTurned(left, right, NAMES);
}

/** The same, but not one after the other in the same way. */
function areTurned(left: string, right: string, pattern: RegExp): boolean {
  const [a, b] = [left, right].map((text) => (text.match(pattern) ?? []).map(foldText));
  if (a === undefined || b === undefined) return false;
  const [fromLeft, fromRight] = [a.filter((each) => b.includes(each)), b.filter((each) => a.includes(each))];
  return fromLeft.join() !== fromRight.join() && fromLeft.toSorted().join() === fromRight.toSorted().join();
}
