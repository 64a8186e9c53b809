/** When a fact that was stored twice runs out: not before either of the two; null is never. */
export function laterExpiry(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : Math.max(left, right);
}
