/** The pages of the big window that something outside it leads to, as what follows the `#` of its address. */
export type Route = '/clients' | `/clients/${string}` | '/requests' | '/connect' | '/settings';

/** @param id of a client; it can be an address, so that it must not look like a part of ours */
export function clientRoute(id: string): Route {
  return `/clients/${encodeURIComponent(id)}`;
}
