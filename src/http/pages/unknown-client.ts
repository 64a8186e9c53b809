/** For a person whose program remembers a registration that is not here: no program recovers from it by itself at this point. */
import { CLIENT_REMEDIES, type ClientRemedies, recognise } from '../../doctor/remedies.ts';
import type { Asker } from '../../oauth/authorize/who-asks.ts';
import { quotedName } from '../../shared/plain-text.ts';
import { type Html, html, type Page } from './layout.ts';

export function unknownClientPage(asker: Asker): Page {
  const program = recognise({ ...asker, userAgent: null });
  return {
    title: 'Gatehouse does not know this program any more',
    body: html`<h1>Gatehouse does not know this program any more</h1>
${program === null ? unnamed(asker) : named(program, asker)}`,
  };
}

function named(program: ClientRemedies, { name }: Asker): Html {
  const also = name === null || name === program.name ? '' : html` It calls itself ${quotedName(name)}.`;
  return html`<p>It seems to be <strong>${program.name}</strong>.${also} It remembers a registration that does not exist here. Make it forget, and it will register again:</p>
<p><code>${upper(program.forget)}</code></p>
<details><summary>It is another program</summary>${list(CLIENT_REMEDIES.filter((each) => each !== program))}</details>`;
}

function unnamed({ name }: Asker): Html {
  const who = name === null ? 'The program' : quotedName(name);
  return html`<p>${who} remembers a registration that does not exist here. Make it forget, and it will register again:</p>
${list(CLIENT_REMEDIES)}`;
}

function list(programs: readonly ClientRemedies[]): Html {
  return { html: programs.map(({ name, forget }) => html`<p><strong>${name}</strong><br><code>${upper(forget)}</code></p>`.html).join('\n') };
}

function upper(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
