/** Pages for a person whose login cannot go on: what happened, and what to do in that very program. */
import { ClientDocumentError } from '../../oauth/client-documents/document-error.ts';
import type { OAuthError } from '../../oauth/errors.ts';
import { documentProblemPage } from './document-problem.ts';
import { html, type Page } from './layout.ts';

/**
 * For an error that must not travel to the client.
 * @param withheld where the visitor was not sent on to, if there is such a place
 */
export function problemPage(error: OAuthError, withheld: string | null): Page {
  if (error instanceof ClientDocumentError) return documentProblemPage(error);
  const place = withheld === null ? '' : html`<p>You were not sent on to <code>${withheld}</code>, because this program is not one that you allowed.</p>`;
  return {
    title: 'This login cannot go on',
    body: html`<h1>This login cannot go on</h1>
<p>The program that sent you here made a request that Gatehouse cannot accept: ${error.message}.</p>
<p>Nothing was allowed. Start the login again in that program; if it happens again, tell its makers this: <code>${error.code}</code>.</p>${place}`,
  };
}

/** After the answer was fetched once, or came too late. */
export function answeredPage(): Page {
  return {
    title: 'Already answered',
    body: html`<h1>This request was already answered</h1>
<p>You can close this tab. If the program is still waiting, start its login again.</p>`,
  };
}

/** A handle that never was, or that a restart has forgotten. */
export function unknownRequestPage(): Page {
  return {
    title: 'Nothing is waiting here',
    body: html`<h1>Nothing is waiting here</h1>
<p>This request has ended, or Gatehouse was restarted meanwhile. Start the login again in the program.</p>`,
  };
}
