/** What crosses between a page in the person's browser and the two ports of `gatehouse window` (ruling 13). */
/** Carries the session's secret with every call. A website cannot send it without a preflight, which nothing here answers. */
export const SESSION_HEADER = 'x-gatehouse-session';
/** In that tab's sessionStorage, which no other tab and no other port can read. */
export const SESSION_KEY = 'gatehouse-session';

/** In the page's head, the command that opens it again: the broker that answers knows which, and its page must say it without one. */
export const COMMAND_NAME = 'gatehouse-command';
/** Said wherever a session is not known any more. @param command that opens the window */
export const windowEnded = (command: string): string => `This window has ended. Open it again with: ${command}`;

/** An answer to the window's wait: how many changes there have been. */
export type Changes = { readonly count: number };
/** @param url of the popup's page, opened once; null when the request does not wait any more */
export type Review = { readonly url: string | null };
