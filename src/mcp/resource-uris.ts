/** Where memories are found as resources. */
export const RECENT_URI = 'memory://recent';
export const TAGS_URI = 'memory://tags';
export const ITEM_TEMPLATE = 'memory://item/{id}';

export function itemUri(id: string): string {
  return `memory://item/${id}`;
}
