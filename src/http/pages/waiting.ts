import type { Waiting } from '../../consent/desk.ts';
import type { Place } from '../../shared/place.ts';
import { quotedName } from '../../shared/plain-text.ts';
import { type Html, html, type Page } from './layout.ts';

/**
 * Long-polls until the person has answered, then reads this page again, which then is the way back to the client. Where the
 * person is leaving already (Cancel, reload), that way takes the answer, which is there once, and nothing may cut it off.
 * Who has stayed after all waits on.
 */
const SCRIPT = `
(async () => {
  const here = location.pathname;
  let leaving = false;
  addEventListener('beforeunload', () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
  for (let failures = 0; failures < 5; ) {
    try {
      const answer = await fetch(here + '/poll', { cache: 'no-store' });
      if (answer.status === 200 && !(await answer.json()).waiting) {
        document.getElementById('asking').hidden = true;
        document.getElementById('answered').hidden = false;
        if (!leaving) location.replace(here);
        return;
      }
      if (answer.status >= 400) failures += 1; else failures = 0;
    } catch { failures += 1; await new Promise((again) => setTimeout(again, 1000)); }
  }
  document.querySelector('h1').textContent = 'Gatehouse does not answer any more';
})();
`;

const REFRESH_SECONDS = 5;

/** @param place where the person finds the question: the host says it in its own words */
export function waitingPage(waiting: Waiting, handle: string, place: Place): Page {
  const here = `/oauth/authorize/${handle}`;
  const name = waiting.clientName === null ? 'A program' : quotedName(waiting.clientName);
  return {
    title: 'Gatehouse is asking you',
    script: SCRIPT,
    refreshSeconds: REFRESH_SECONDS,
    body: html`<div id="asking"><h1>Gatehouse is asking you</h1>
<p>${name} wants to use your memories. ${place.usual}</p>
${
  waiting.hidden
    ? html`<p>${place.quiet}</p>
`
    : ''
}<p class="code" aria-label="Code">${waiting.code}</p>
<p class="soft">The same code is shown there. If it differs, say no.</p>
<p><a href="${here}/cancel">Cancel</a></p></div>
${answered(here)}`,
  };
}

/** Stays on screen where the way back opens no page of its own: in another program, or one that gives none. */
function answered(here: string): Html {
  return html`<div id="answered" hidden><h1>This request was answered</h1>
<p>You can close this tab. <a href="${here}">Back to the program</a>, if it still waits.</p></div>`;
}
