import type { Waiting } from '../../consent/desk.ts';
import type { Place } from '../../shared/place.ts';
import { quotedName } from '../../shared/plain-text.ts';
import { html, type Page } from './layout.ts';

/** Long-polls until the person has answered, then reads this page again, which then is the way back to the client. */
const SCRIPT = `
(async () => {
  const here = location.pathname;
  for (let failures = 0; failures < 5; ) {
    try {
      const answer = await fetch(here + '/poll', { cache: 'no-store' });
      if (answer.status === 200 && !(await answer.json()).waiting) { location.replace(here); return; }
      if (answer.status >= 400) failures += 1; else failures = 0;
    } catch { failures += 1; await new Promise((again) => setTimeout(again, 1000)); }
  }
  document.querySelector('h1').textContent = 'Gatehouse does not answer any more';
})();
`;

const REFRESH_SECONDS = 5;

export function waitingPage(waiting: Waiting, handle: string, place: Place): Page {
  const name = waiting.clientName === null ? 'A program' : quotedName(waiting.clientName);
  return {
    title: 'Gatehouse is asking you',
    script: SCRIPT,
    refreshSeconds: REFRESH_SECONDS,
    body: html`<h1>Gatehouse is asking you</h1>
<p>${name} wants to use your memories. ${place.usual}</p>
${
  waiting.hidden
    ? html`<p>${place.quiet}</p>
`
    : ''
}<p class="code" aria-label="Code">${waiting.code}</p>
<p class="soft">The same code is shown there. If it differs, say no.</p>
<p><a href="/oauth/authorize/${handle}/cancel">Cancel</a></p>`,
  };
}
