/** What a person does in each program when its way in stopped: facts, from the programs' documentation and issue threads. */
import type { AttemptProblem } from '../shared/attempt-views.ts';

export type ClientRemedies = {
  /** The word in `gatehouse connect WORD`; null for programs that are connected otherwise. */
  readonly connect: string | null;
  readonly name: string;
  /** Makes it forget a registration that does not exist any more. */
  readonly forget: string;
  /** Logs in again, with the registration it has. */
  readonly login: string;
  /** How it is told by what it calls itself, lower case: a claim, and good enough for advice. */
  readonly called: RegExp;
  /** How it is told by where its answers go. */
  readonly answers?: RegExp;
};

/** In the order in which they are tried: what others contain comes later. */
export const CLIENT_REMEDIES: readonly ClientRemedies[] = [
  {
    connect: 'claude-code',
    name: 'Claude Code',
    forget: 'run: claude mcp logout gatehouse, then: claude mcp login gatehouse',
    login: 'run: claude mcp login gatehouse, or type /mcp in Claude Code, choose gatehouse, Authenticate',
    called: /claude[ -]?code/,
    answers: /^http:\/\/(?:localhost|127\.0\.0\.1):3118\/callback$/,
  },
  {
    connect: 'claude-desktop',
    name: 'Claude Desktop',
    forget: 'quit Claude Desktop and start it again',
    login: 'quit Claude Desktop and start it again',
    called: /claude[ -]?desktop|claude-user|^claude$/,
  },
  {
    connect: 'cursor',
    name: 'Cursor',
    forget: 'open Settings, MCP in Cursor, press Logout beside gatehouse, then Connect',
    login: 'open Settings, MCP in Cursor and press Connect beside gatehouse',
    called: /cursor/,
    answers: /^cursor:|^http:\/\/localhost:8787\/callback$/,
  },
  {
    connect: 'vscode',
    name: 'VS Code',
    forget: 'run “Authentication: Remove Dynamic Authentication Providers” from the command palette of VS Code, then start gatehouse with “MCP: List Servers”',
    login: 'run “MCP: List Servers” in VS Code, choose gatehouse and start it again',
    called: /visual studio code|vs ?code/,
    answers: /^http:\/\/127\.0\.0\.1:33418\/|^https:\/\/(?:insiders\.)?vscode\.dev\//,
  },
  {
    connect: 'windsurf',
    name: 'Windsurf',
    forget: 'take gatehouse out in the MCP panel of Windsurf, press Refresh, then run: gatehouse connect windsurf',
    login: 'press Refresh in the MCP panel of Windsurf',
    called: /windsurf|codeium|devin/,
  },
  {
    connect: 'codex',
    name: 'Codex',
    forget: 'run: codex mcp logout gatehouse, then: codex mcp login gatehouse, and start Codex again',
    login: 'run: codex mcp login gatehouse, and start Codex again',
    called: /codex/,
    answers: /^http:\/\/127\.0\.0\.1:\d+\/callback\/[\w-]{12}$/,
  },
  {
    connect: 'gemini',
    name: 'Gemini CLI',
    forget: 'type in Gemini CLI: /mcp auth gatehouse',
    login: 'type in Gemini CLI: /mcp auth gatehouse',
    called: /gemini/,
  },
  {
    connect: 'zed',
    name: 'Zed',
    forget: 'open the agent panel’s settings in Zed, press Log Out beside gatehouse, then Authenticate',
    login: 'open the agent panel’s settings in Zed and press Authenticate beside gatehouse',
    called: /\bzed\b/,
  },
  {
    connect: 'opencode',
    name: 'opencode',
    forget: 'run: opencode mcp logout gatehouse, then: opencode mcp auth gatehouse',
    login: 'run: opencode mcp auth gatehouse',
    called: /opencode/,
    answers: /^http:\/\/127\.0\.0\.1:19876\/mcp\/oauth\/callback$/,
  },
  {
    connect: 'goose',
    name: 'goose',
    // aaif-goose/goose 9674: it has no command for it.
    forget: 'delete its entry oauth_creds_gatehouse from the system keychain (or from secrets.yaml beside its settings), then start a new goose session',
    login: 'start a new goose session',
    called: /\bgoose\b/,
    answers: /\/oauth_callback$/,
  },
  {
    connect: null,
    name: 'mcp-remote',
    forget: 'delete the folder .mcp-auth in your home directory, then start the program that uses mcp-remote again',
    login: 'start the program that uses mcp-remote again',
    // Its redirect is the one of Gemini CLI too.
    called: /mcp-remote|mcp cli proxy/,
  },
  {
    connect: null,
    name: 'MCP Inspector',
    forget: 'press Clear OAuth State in the Inspector, or add --relogin to its command line',
    login: 'connect again in the Inspector, or add --relogin to its command line',
    called: /inspector/,
    answers: /^http:\/\/(?:localhost:6274|127\.0\.0\.1:6276)\/oauth\/callback/,
  },
];

/** Whatever program it was: its bridge asks once, and again when it is started anew. */
export const BRIDGE_REMEDIES: ClientRemedies = {
  connect: null,
  name: 'the program behind the bridge',
  forget: 'quit that program and start it again',
  login: 'quit that program and start it again',
  called: /through the bridge$/,
};

/** What a program said about itself, in whatever request. */
export type Clues = { readonly name: string | null; readonly userAgent: string | null; readonly clientId: string | null; readonly redirectUri: string | null };

/** @returns the program that it seems to be; null when nothing tells */
export function recognise({ name, userAgent, clientId, redirectUri }: Clues): ClientRemedies | null {
  const byName = [name, clientId?.startsWith('https:') ? documentName(clientId) : null, userAgent].flatMap((claim) =>
    claim === null ? [] : [claim.toLowerCase()],
  );
  for (const claim of byName) {
    const found = CLIENT_REMEDIES.find(({ called }) => called.test(claim));
    if (found !== undefined) return found;
  }
  return redirectUri === null ? null : (CLIENT_REMEDIES.find(({ answers }) => answers?.test(redirectUri)) ?? null);
}

/** Addresses of metadata documents name their program in host or path. */
function documentName(clientId: string): string {
  return clientId.replace('https://vscode.dev', 'vs code').replace('https://insiders.vscode.dev', 'vs code');
}

const ADDRESS = 'give it the address that this shows: gatehouse status';

/** @param client null when it is not known @returns what the person does now, as a sentence without its full stop */
export function remedyFor(problem: AttemptProblem, client: ClientRemedies | null): string {
  const its = client?.name ?? 'that program';
  switch (problem) {
    case 'wrong-path':
    case 'wrong-host':
    case 'wrong-resource':
      return client?.connect ? `run: gatehouse connect ${client.connect}, then ${client.login}` : `${ADDRESS}; no other path or host name will do`;
    case 'unknown-client':
      return client === null
        ? 'make that program forget its registration (log out of gatehouse in it, or take it out and add it again), then log in again'
        : `${client.name} keeps a forgotten registration: ${client.forget}`;
    case 'redirect-mismatch':
      return `make ${its} register again: ${client?.forget ?? 'log out of gatehouse in it, then log in again'}`;
    case 'no-pkce':
      return `update ${its}: it logs in without PKCE (RFC 7636), which no version of this protocol allows. If the newest does it too, tell its makers`;
    case 'registration-refused':
      return `update ${its}; if the newest version does it too, tell its makers what it was refused for`;
    case 'scope-refused':
      return `allow it in the question that Gatehouse shows, or log in again: ${client?.login ?? 'in that program'}`;
    case 'denied':
      return `log in again if you meant to allow it: ${client?.login ?? 'in that program'}`;
    case 'unanswered':
      return `log in again and answer the question of Gatehouse: ${client?.login ?? 'in that program'}`;
    case 'blocked':
    case 'paused':
      return 'let it in again with: gatehouse resume ID, or unlock Gatehouse. Its id is shown by: gatehouse clients';
    case 'revoked':
      return client === null ? 'log in again in that program' : `log in again: ${client.login}`;
    case 'wrong-token':
      return client === null ? 'log in again in that program; where it has a key for scripts, give it one of this profile' : `log in again: ${client.login}`;
    case 'clock':
      return `set the clock of this computer, then log in again: ${client?.login ?? 'in that program'}`;
    case 'too-often':
      return `wait a minute; if ${its} goes on, quit it`;
    case 'web-page':
      return 'if this is a page of yours, list its origin in the settings (allowedOrigins)';
    case 'fault':
      return 'look at the fault with: gatehouse activity, and make sure that the disk has room';
    case 'other':
      return `log in again: ${client?.login ?? 'in that program'}. If it happens again, update ${its}`;
  }
}
