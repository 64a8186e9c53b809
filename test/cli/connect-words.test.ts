/** What `gatehouse connect` says of a program is what the window says of it. */
import { describe, expect, it } from 'vitest';
import { STATES } from '../../renderer/window/pages/connect/words.ts';
import { listPrograms, runConnect } from '../../src/cli/connect-command.ts';
import { CLIENT_PROGRAMS, clientNamed } from '../../src/connect/clients/all.ts';
import type { ClientState, Connector, Plan, Seen } from '../../src/connect/connector.ts';

const URL = 'http://127.0.0.1:4283/mcp';

function seenAs(states: Readonly<Record<string, ClientState>>, madeHere = true): Seen[] {
  return CLIENT_PROGRAMS.map((client) => ({
    ...{ client, state: states[client.id] ?? 'not-found', path: '/settings', running: false, problem: null, addresses: [], madeHere },
  }));
}

async function listed(states: Readonly<Record<string, ClientState>>, isLoggedIn: (program: string) => boolean): Promise<string[]> {
  const lines: string[] = [];
  const connector = { list: async () => seenAs(states), url: URL } as Partial<Connector> as Connector;
  await listPrograms(connector, false, (line) => lines.push(line), isLoggedIn);
  return lines;
}

async function connected(state: ClientState, madeHere: boolean, words: { readonly dryRun?: true } = {}): Promise<string> {
  const client = clientNamed('codex');
  if (client === undefined) throw new Error('codex is not known');
  const plan: Plan = { client, path: '/settings', before: 'a = 1\n', after: 'a = 2\n', command: null };
  const [seen] = seenAs({ 'claude-code': state }, madeHere);
  const connector = { see: async () => ({ ...seen, client }), plan: async () => plan, connect: async () => plan } as Partial<Connector> as Connector;
  const lines: string[] = [];
  await runConnect(connector, { client: 'codex', ...words }, (line) => lines.push(line), null);
  return lines.join('\n');
}

describe('the list', () => {
  it('has the window’s words for what it finds, and says who is not logged in', async () => {
    const lines = await listed({ cursor: 'connected', codex: 'connected', vscode: 'not-connected', zed: 'different' }, (program) => program === 'codex');
    expect(lines.slice(0, CLIENT_PROGRAMS.length).filter((line) => !line.endsWith(STATES['not-found']))).toEqual([
      `cursor          Cursor: ${STATES.connected} and is not logged in`,
      `vscode          VS Code: ${STATES['not-connected']}`,
      `codex           Codex: ${STATES.connected}`,
      `zed             Zed: ${STATES.different}`,
    ]);
    expect(lines.at(-1)).toBe('\nConnect one with: gatehouse connect vscode');
  });

  it('with none of them here it still says what to do', async () => {
    expect((await listed({}, () => true)).at(-1)).toBe(
      `\nNone of them was found here. To enter one all the same: gatehouse connect NAME. Any other is given this address: ${URL}`,
    );
  });
});

describe('an entry of that name that was not made here', () => {
  it('is not replaced without a word', async () => {
    expect(await connected('different', false)).toContain('Codex had another entry named gatehouse, not made from here, which was replaced.\nCodex knows');
    expect(await connected('different', false, { dryRun: true })).toContain('which would be replaced.\nNothing was changed.');
  });

  it.each([
    ['different', true],
    ['not-connected', false],
  ] as const)('nothing is said of %s, made here: %s', async (state, madeHere) => {
    expect(await connected(state, madeHere)).not.toContain('replaced');
  });
});
