/** What BM25 gives for a term that stands once in a text of ordinary length; below zero for one that more than half have. @param total counted up to a minute before `count` */
export function rarity(total: number, count: number): number {
  return Math.log((Math.max(total, count) - count + 0.5) / (count + 0.5));
}
