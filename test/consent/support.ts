/** Logins as local programs and websites open them, against a desk with its budget on. */
import { LIMITS } from '../../src/consent/attention/budget.ts';
import type { DecideOutcome, Decision } from '../../src/consent/desk.ts';
import type { ConsentPrompt } from '../../src/consent/prompt.ts';
import type { GatehouseDeps } from '../../src/gatehouse/deps.ts';
import type { RequestView } from '../../src/shared/views.ts';
import type { ProgramFacts } from '../../src/store/auth-store.ts';
import { hasItsOwn } from '../support/each-test.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, get, makePkce, register } from '../support/oauth-client.ts';

export type Screen = ConsentPrompt & { readonly shown: RequestView[]; now(): RequestView | null; cover(covered: boolean): void };

/** A screen that shows and never answers. */
export function createScreen(): Screen {
  const shown: RequestView[] = [];
  let current: RequestView | null = null;
  let covered = false;
  return {
    shown,
    now: () => current,
    cover: (next) => {
      covered = next;
    },
    isSeen: (id) => current?.id === id && !covered,
    show: (request, signal) => {
      shown.push(request);
      current = request;
      signal.addEventListener('abort', () => {
        if (current === request) current = null;
      });
      return new Promise(() => undefined);
    },
  };
}

export const program = (path: string): ProgramFacts => ({ pid: 1, path, uid: 1000, name: null, parents: [] });

export type Desk = TestGatehouse & { readonly screen: Screen };

/** @param programAt which program registers, in turn */
export async function startDesk(programAt: () => ProgramFacts | null = () => null, overrides: Partial<GatehouseDeps> = {}): Promise<Desk> {
  const screen = createScreen();
  const gatehouse = await startGatehouse({ prompt: screen, programAt: async () => programAt(), ...overrides }, { promptLimits: LIMITS });
  return { ...gatehouse, screen };
}

/** Each test has a desk, at which one program asks until another one does. */
export function deskOfItsOwn() {
  let caller = program('/usr/bin/one');
  const start = () => {
    caller = program('/usr/bin/one');
    return startDesk(() => caller);
  };
  return {
    desk: hasItsOwn(start, (desk) => desk.close()),
    anotherProgram(index: number): void {
      caller = program(`/usr/bin/program-${index}`);
    },
  };
}

export type Login = { readonly clientId: string; readonly response: Response; readonly requestId: string | null };

export const FROM_WEBSITE = { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'document', referer: 'https://evil.example/page' };

/** One authorization request of a registered client. */
export async function ask(desk: TestGatehouse, clientId: string, headers: Record<string, string> = {}): Promise<Login> {
  const before = new Set(desk.desk.list().map(({ id }) => id));
  const response = await get(authorizationUrl(desk.url, clientId, makePkce().challenge), headers);
  const mine = desk.desk.list().filter(({ client }) => client.id === clientId);
  const joined = mine.find(({ id }) => !before.has(id)) ?? mine[0];
  return { clientId, response, requestId: joined?.id ?? null };
}

/** A program registers and opens its login. */
export async function login(desk: TestGatehouse, name = 'Test client', headers: Record<string, string> = {}): Promise<Login> {
  const { client_id: clientId } = await register(desk.url, { client_name: name });
  return ask(desk, String(clientId), headers);
}

/** What the client is told: `waiting`, or the error of the redirect. */
export function told({ response }: Login): string {
  const location = new URL(response.headers.get('location') ?? '');
  return location.pathname.startsWith('/oauth/authorize/') ? 'waiting' : (location.searchParams.get('error') ?? 'nothing');
}

/** The page that its browser waits on. */
export const pageOf = ({ response }: Login): string => response.headers.get('location') ?? '';

export const decide = (desk: TestGatehouse, { requestId }: Login, decision: Decision): Promise<DecideOutcome> =>
  desk.desk.decide(requestId ?? '', decision, 'popup');

export async function deny(desk: TestGatehouse, { requestId }: Login, notAsked = false): Promise<void> {
  await desk.desk.decide(requestId ?? '', { answer: 'deny', notAsked }, 'popup');
}

export async function allow(desk: TestGatehouse, { requestId }: Login): Promise<void> {
  await desk.desk.decide(requestId ?? '', { answer: 'allow', scopes: ['memory:read'], for: '30d', compartment: 'default' }, 'popup');
}
