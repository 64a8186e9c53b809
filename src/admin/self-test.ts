/** Whether a program that comes to the address finds what it needs, and nothing more: asked over a socket, as it would ask. */
import type { CheckView } from '../shared/connect-view.ts';

/** @param path of our own address. @returns status, header and body, whatever they are */
export type AskSelf = (
  path: string,
  request: { readonly method: 'GET' | 'POST'; readonly token: string | null },
) => Promise<{ readonly status: number; readonly challenge: string; readonly body: string }>;

type Deps = {
  readonly ask: AskSelf;
  readonly issuer: string;
  readonly mcp: string;
  /** A token of ours that points at nothing. */
  readonly signForNoGrant: () => Promise<string>;
};

export function createSelfTest({ ask, issuer, mcp, signForNoGrant }: Deps): () => Promise<readonly CheckView[]> {
  const document = async (path: string, member: string, wanted: string): Promise<string | null> => {
    const { status, body } = await ask(path, { method: 'GET', token: null });
    if (status !== 200) return `it answered ${status}`;
    return memberOf(body, member) === wanted ? null : `it does not name ${wanted}`;
  };
  const refused = async (token: string | null): Promise<string | null> => {
    const { status, challenge } = await ask('/mcp', { method: 'POST', token });
    if (status !== 401) return `it answered ${status}`;
    return challenge.includes('resource_metadata=') ? null : 'its challenge does not say where to log in';
  };
  const checks: readonly (readonly [string, () => Promise<string | null>])[] = [
    ['The memory endpoint says who guards it', () => document('/.well-known/oauth-protected-resource/mcp', 'resource', mcp)],
    ['The authorization server says who it is', () => document('/.well-known/oauth-authorization-server', 'issuer', issuer)],
    ['A program without a token is refused, and told where to log in', () => refused(null)],
    ['A token of ours that nobody allowed is refused', async () => refused(await signForNoGrant())],
  ];
  return () => Promise.all(checks.map(([name, run]) => checked(name, run)));
}

async function checked(name: string, run: () => Promise<string | null>): Promise<CheckView> {
  try {
    const problem = await run();
    return { name, ok: problem === null, line: problem ?? 'as it should be' };
  } catch (error) {
    return { name, ok: false, line: `nothing answered (${error instanceof Error ? error.message : String(error)})` };
  }
}

function memberOf(body: string, name: string): unknown {
  try {
    return (JSON.parse(body) as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
