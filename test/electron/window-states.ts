/** Every page and state of the window, for pictures, for axe and for the keyboard. */
import type { ClientView, StatusView } from '../../src/shared/views.ts';
import { NOW } from './popup-states.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** By method: what is answered, or a function of the parameters. */
type Answers = Readonly<Record<string, unknown | ((parameters: unknown) => unknown)>>;

export type WindowScene = {
  /** The part of the address behind the page. */
  readonly at: string;
  readonly answers: Answers;
  /** Methods that do something, and which answers are others afterwards. */
  readonly does?: Readonly<Record<string, Answers>>;
  /** What the person did before the picture. */
  readonly steps?: readonly ({ readonly click: string } | { readonly type: string } | { readonly press: string })[];
};

const STATUS: StatusView = {
  version: '0.1.0',
  host: 'desktop',
  pid: 4711,
  issuer: 'http://127.0.0.1:4283',
  mcp: 'http://127.0.0.1:4283/mcp',
  externalIssuer: null,
  dataDirectory: '/home/ada/.config/Gatehouse',
  vault: 'keychain',
  locked: false,
  testProfile: false,
  consent: 'ask',
  startedAt: NOW - 3 * HOUR,
  waiting: 0,
  connected: 2,
  memories: 1284,
  held: 0,
  embeddings: null,
};

const CLIENT: ClientView = {
  id: 'gh_16rtossxQTE2zih37u1Dvg',
  clientIds: ['gh_16rtossxQTE2zih37u1Dvg'],
  kind: 'program',
  name: 'Claude Code',
  label: null,
  state: 'connected',
  scopes: ['memory:read', 'memory:write'],
  registeredAt: NOW - 12 * DAY,
  connectedSince: NOW - 12 * DAY,
  lastUsedAt: NOW - 4 * MINUTE,
  endsAt: NOW + 18 * DAY,
  redirectUris: ['http://127.0.0.1:51004/callback'],
  program: '/usr/local/bin/node',
  grants: [],
};

const base: Answers = { status: STATUS, 'clients.list': { clients: [CLIENT] } };

export const WINDOW_SCENES: Readonly<Record<string, WindowScene>> = {
  clients: { at: '#/clients', answers: base },
  'clients many': {
    at: '#/clients',
    answers: {
      ...base,
      'clients.list': { clients: Array.from({ length: 10_000 }, (_, index) => ({ ...CLIENT, id: `gh_${index}`, name: `Program ${index}` })) },
    },
  },
};
