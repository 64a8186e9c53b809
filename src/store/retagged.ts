/** Tags of which some became another one, which stands once, where the first of them stood. */
export function retagged(tags: readonly string[], from: readonly string[], to: string): readonly string[] {
  return [...new Set(tags.map((tag) => (from.includes(tag) ? to : tag)))];
}
