/** Tiny pages without a framework: every value is escaped, script and style are allowed by their hash alone. */
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

export type Page = {
  readonly title: string;
  /** HTML made with `html`. */
  readonly body: Html;
  readonly script?: string;
  /** Goes into `<noscript>` in the head. */
  readonly refreshSeconds?: number;
};

/** Text that is safe inside an HTML body. */
export type Html = { readonly html: string };

const STYLE = `
:root{color-scheme:light dark;--ink:#1b1d22;--soft:#5a6070;--paper:#fbfbfc;--line:#d9dce3;--mark:#2b5fd9}
@media (prefers-color-scheme:dark){:root{--ink:#eceef3;--soft:#a3a9b8;--paper:#16181d;--line:#333844;--mark:#8fb1ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,sans-serif}
main{max-width:34rem;margin:2rem;padding:2rem 2.25rem;border:1px solid var(--line);border-radius:14px}
h1{font-size:1.35rem;line-height:1.3;margin:0 0 .75rem}
p{margin:.5rem 0}
.code{font:600 1.6rem/1.2 ui-monospace,monospace;letter-spacing:.08em}
.soft{color:var(--soft)}
code{font:.95em ui-monospace,monospace;overflow-wrap:anywhere}
a{color:var(--mark)}
.test{border:2px dashed;padding:.25rem .6rem;border-radius:8px;font-weight:600;display:inline-block}
`;

const STYLE_HASH = hash(STYLE);

/** Tagged template: every inserted value is escaped unless it is Html already. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const filled = parts.flatMap((part, index) => {
    const value = values[index];
    return [part, value === undefined ? '' : typeof value === 'string' ? escapeText(value) : value.html];
  });
  return { html: filled.join('') };
}

export function sendPage(reply: FastifyReply, status: number, page: Page, testProfile: boolean): void {
  const script = page.script === undefined ? '' : `<script>${page.script}</script>`;
  const scripts = page.script === undefined ? "script-src 'none'" : `script-src '${hash(page.script)}'`;
  const refresh = page.refreshSeconds === undefined ? '' : `<noscript><meta http-equiv="refresh" content="${page.refreshSeconds}"></noscript>`;
  const mark = testProfile ? '<p class="test">TEST profile</p>' : '';
  reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; ${scripts}; style-src '${STYLE_HASH}'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
    })
    .send(
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeText(page.title)}</title><style>${STYLE}</style>${refresh}</head><body><main>${mark}${page.body.html}</main>${script}</body></html>`,
    );
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function hash(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
