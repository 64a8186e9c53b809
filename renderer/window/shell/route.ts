/** Where the window is, as the part of the address behind `#`: the page, and what it is about. */

export type Route = { readonly page: string; readonly about: string | null };

/** Only names of pages that exist; anything else is the first page. */
export function readRoute(hash: string, pages: readonly string[]): Route {
  const [, name = '', about] = /^#\/([a-z]+)(?:\/(.+))?$/.exec(hash) ?? [];
  const page = pages.includes(name) ? name : (pages[0] ?? '');
  return { page, about: about === undefined || page !== name ? null : decoded(about) };
}

/** @param about an id; any text */
export function linkTo(page: string, about?: string): string {
  return `#/${page}${about === undefined ? '' : `/${encodeURIComponent(about)}`}`;
}

export function goTo(page: string, about?: string): void {
  location.hash = linkTo(page, about);
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
