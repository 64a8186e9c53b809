/** What crosses between a page in the person's browser and the two ports of `gatehouse window` (ruling 13). */
import { IN_CHECKOUT } from './spell-command.ts';

/** Carries the session's secret with every call. A website cannot send it without a preflight, which nothing here answers. */
export const SESSION_HEADER = 'x-gatehouse-session';
/** In that tab's sessionStorage, which no other tab and no other port can read. */
export const SESSION_KEY = 'gatehouse-session';

/** A broker without the desktop app opens it, and that one runs in a checkout. */
export const OPEN_WINDOW = `${IN_CHECKOUT} window`;
/** Said wherever a session is not known any more. */
export const WINDOW_ENDED = `This window has ended. Open it again with: ${OPEN_WINDOW}`;

/** An answer to the window's wait: how many changes there have been. */
export type Changes = { readonly count: number };
/** @param url of the popup's page, opened once; null when the request does not wait any more */
export type Review = { readonly url: string | null };
