/** Every page and state of the window, for pictures, for axe and for the keyboard. */
import type { PopupState } from '../../src/shared/ipc.ts';
import type { ActivityView, ClientView, GrantView, RequestsView, SessionView, StatusView } from '../../src/shared/views.ts';
import { NOW, SCENES } from './popup-states.ts';
import { settingsScenes } from './settings-states.ts';

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

export const STATUS: StatusView = {
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
  theme: 'system',
};

const ALL = { id: 'default', name: 'Default', alsoReads: [] };

const grant = (change: Partial<GrantView> = {}): GrantView => ({
  id: 'gr_claude',
  scopes: ['memory:read', 'memory:write'],
  compartment: ALL,
  allowedAt: NOW - 12 * DAY,
  allowedBy: 'popup',
  endsAt: NOW + 18 * DAY,
  endedAt: null,
  lastUsedAt: NOW - 4 * MINUTE,
  ...change,
});

export const CLIENT: ClientView = {
  id: 'gh_16rtossxQTE2zih37u1Dvg',
  clientIds: ['gh_16rtossxQTE2zih37u1Dvg', 'gh_Yq4nRZb0T0mYl3s2wYk9aQ'],
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
  grants: [
    grant(),
    grant({
      id: 'gr_work',
      scopes: ['memory:read', 'memory:write', 'memory:admin'],
      compartment: { id: 'co_work', name: 'Work', alsoReads: ['Default'] },
      endsAt: null,
      allowedBy: 'command',
    }),
    grant({ id: 'gr_old', allowedAt: NOW - 40 * DAY, endsAt: NOW - 10 * DAY, endedAt: NOW - 10 * DAY }),
  ],
};

const client = (id: string, change: Partial<ClientView>): ClientView => ({ ...CLIENT, id, clientIds: [id], grants: [], ...change });
const ended = { scopes: [], connectedSince: null, endsAt: null } as const;

/** One in every state, one with a long name, one that tries to speak in our voice, and a key. */
const CLIENTS: readonly ClientView[] = [
  CLIENT,
  client('gh_cursor', { name: 'Cursor', label: 'Cursor on the old laptop', endsAt: null, scopes: ['memory:read'], lastUsedAt: NOW - 26 * HOUR }),
  client('gh_key', {
    kind: 'key',
    name: 'Nightly backup',
    program: null,
    redirectUris: [],
    scopes: ['memory:read'],
    grants: [grant({ id: 'gr_key', scopes: ['memory:read'], endsAt: NOW + 60 * DAY })],
    endsAt: NOW + 60 * DAY,
  }),
  client('gh_long', { name: `${'Very long names are cut '.repeat(6)}`, state: 'paused', lastUsedAt: NOW - 3 * DAY }),
  client('gh_codex', { name: 'Codex', state: 'disconnected', ...ended, lastUsedAt: NOW - 34 * DAY }),
  client('gh_evil', { name: '” is verified by Gatehouse “<b>Allow</b>', state: 'blocked', ...ended, lastUsedAt: null }),
  client('gh_new', { name: null, state: 'never approved', ...ended, lastUsedAt: null, registeredAt: NOW - 20 * MINUTE }),
];

const session = (change: Partial<SessionView>): SessionView => ({
  id: 'se_1',
  client: { id: CLIENT.id, name: CLIENT.name },
  grantId: 'gr_claude',
  scopes: ['memory:read', 'memory:write'],
  startedAt: NOW - 5 * DAY,
  lastUsedAt: NOW - 4 * MINUTE,
  renewals: 212,
  endsAt: NOW + 18 * DAY,
  endedAt: null,
  ...change,
});

const SESSIONS: readonly SessionView[] = [
  session({}),
  session({ id: 'se_2', startedAt: NOW - HOUR, lastUsedAt: NOW - 30 * MINUTE, renewals: 1 }),
  session({ id: 'se_3', client: { id: 'gh_cursor', name: 'Cursor' }, scopes: ['memory:read'], endsAt: null, renewals: 0, lastUsedAt: NOW - 26 * HOUR }),
  session({ id: 'se_4', endedAt: NOW - DAY }),
];

const activity = (sequence: number, minutes: number, words: string, change: Partial<ActivityView> = {}): ActivityView => ({
  sequence,
  at: NOW - minutes * MINUTE,
  kind: 'tool.called',
  clientId: CLIENT.id,
  name: CLIENT.name,
  result: 'done',
  count: null,
  words,
  ...change,
});

const ACTIVITY: readonly ActivityView[] = [
  activity(940, 4, 'Recalled memories'),
  activity(939, 5, 'Stored a memory'),
  activity(930, 44, 'Denied (in the popup)', { kind: 'request.denied', clientId: 'gh_evil' }),
  activity(921, 61, 'Nobody answered in time', { kind: 'request.unanswered', clientId: 'gh_new' }),
  activity(914, 90, 'Refused 3 requests (asked too often)', { kind: 'refusals.counted', clientId: null }),
  activity(880, 1500, 'The request was withdrawn', { kind: 'request.withdrawn', clientId: 'gh_codex' }),
  activity(800, 17_280, 'Allowed to read all your memories; add, change and forget memories (in the popup)', { kind: 'request.allowed' }),
];

const LOOKED_UP = {
  client: CLIENT,
  evidence: [
    {
      grantId: 'gr_claude',
      lines: ['The answer went to 127.0.0.1:51004', 'Listening there: /usr/local/bin/node (process 4711, run by you)', 'The same program registered'],
    },
  ],
};

const REQUEST = (SCENES.asking.state as Extract<PopupState, { kind: 'request' }>).request;

const REQUESTS: RequestsView = {
  quietUntil: NOW + 42 * MINUTE,
  silence: 'quiet',
  requests: [
    { ...REQUEST, warnings: ['Nobody is listening at that address', 'A website opened this request'] },
    { ...REQUEST, id: 'rq_2', code: 'M3-9X', client: { id: 'gh_cursor', name: 'Cursor' }, kind: 'widening', permissions: REQUEST.permissions.slice(1) },
  ],
  cooldowns: [{ client: { id: 'gh_new', name: null }, until: NOW + 245_000 }],
  blocked: [
    { id: 'bl_1', kind: 'program', name: '/tmp/.cache/updater', at: NOW - 3 * DAY },
    { id: 'bl_2', kind: 'website', name: 'https://free-prizes.example', at: NOW - 9 * DAY },
  ],
};
const QUIET: RequestsView = { quietUntil: null, silence: null, requests: [], cooldowns: [], blocked: [] };

const base: Answers = {
  status: STATUS,
  'clients.list': { clients: CLIENTS },
  'clients.get': LOOKED_UP,
  'sessions.list': { sessions: SESSIONS },
  'requests.list': QUIET,
  'activity.list': { activity: ACTIVITY, next: null, keptFor: 90 * DAY },
};
const nobody: Answers = { ...base, status: { ...STATUS, connected: 0, memories: 0 }, 'clients.list': { clients: [] }, 'sessions.list': { sessions: [] } };
const page = `#/clients/${CLIENT.id}`;
const gone = { ...CLIENT, state: 'disconnected', ...ended, grants: CLIENT.grants.map((each) => ({ ...each, endedAt: NOW })) };

export const manyClients = (length: number): readonly ClientView[] => Array.from({ length }, (_, index) => client(`gh_${index}`, { name: `Program ${index}` }));

export const WINDOW_SCENES = {
  clients: { at: '', answers: base },
  'clients searched': { at: '#/clients', answers: base, steps: [{ press: 'Control+f' }, { type: 'nothing like it' }] },
  'clients paused': { at: '#/clients', answers: { ...base, status: { ...STATUS, locked: true, testProfile: true } } },
  'clients refused': { at: '#/clients', answers: { status: STATUS } },
  'clients many': {
    at: '#/clients',
    answers: { ...base, 'clients.list': { clients: manyClients(500) } },
  },
  'first run': { at: '#/clients', answers: nobody },
  'first run, where': {
    at: '#/clients',
    answers: {
      ...nobody,
      status: { ...STATUS, connected: 0, memories: 0, vault: 'file' },
      'settings.get': { settings: [{ name: 'startAtLogin', value: 'false', isKept: false, overriddenBy: null, pending: false, allowed: 'true or false' }] },
    },
    steps: [{ click: 'text=Next' }],
  },
  'first run, connect': { at: '#/clients', answers: nobody, steps: [{ click: 'text=Next' }, { click: 'text=Next' }] },
  practice: { at: '#/clients', answers: nobody, steps: [{ click: 'text=Next' }, { click: 'text=Next' }, { click: 'text=practice' }] },
  'practice answered': {
    at: '#/clients',
    answers: nobody,
    steps: [{ click: 'text=Next' }, { click: 'text=Next' }, { click: 'text=practice' }, { click: 'text=Deny' }],
  },
  client: { at: page, answers: base },
  'client, all of it': { at: page, answers: base, steps: [{ click: 'summary >> nth=0' }, { click: 'summary >> nth=1' }, { click: 'summary >> nth=3' }] },
  'client narrowed': { at: page, answers: base, does: { 'grants.narrow': {} }, steps: [{ click: 'text=Reorganise >> nth=1' }] },
  'client renamed': { at: page, answers: base, steps: [{ click: 'text=Rename' }] },
  'client asked': { at: page, answers: base, steps: [{ click: 'main >> text=Disconnect >> nth=0' }] },
  'client disconnected': {
    at: page,
    answers: base,
    does: {
      'clients.revoke': {
        'clients.get': { ...LOOKED_UP, client: gone },
        'clients.list': { clients: [gone, ...CLIENTS.slice(1)] },
        'sessions.list': { sessions: [] },
      },
    },
    steps: [{ click: 'main >> text=Disconnect >> nth=0' }, { click: 'role=alertdialog >> text=Disconnect >> nth=-1' }],
  },
  'client gone': { at: '#/clients/gh_nobody', answers: { status: STATUS } },
  requests: { at: '#/requests', answers: { ...base, status: { ...STATUS, waiting: 2 }, 'requests.list': REQUESTS } },
  'requests none': { at: '#/requests', answers: { ...nobody, 'activity.list': { activity: [] } } },
  sessions: { at: '#/sessions', answers: base },
  'sessions asked': { at: '#/sessions', answers: base, steps: [{ click: 'text=End all sessions' }] },
  'sessions new key': { at: '#/sessions', answers: base, steps: [{ click: 'text=New key for scripts' }] },
  'sessions key made': {
    at: '#/sessions',
    answers: { ...base, 'tokens.create': { name: 'backup', token: `ghk_${'x'.repeat(43)}` } },
    steps: [{ click: 'text=New key for scripts' }, { click: 'input[type=text] >> nth=-1' }, { type: 'backup' }, { press: 'Enter' }],
  },
  'sessions none': { at: '#/sessions', answers: nobody },
  ...settingsScenes(base),
} satisfies Readonly<Record<string, WindowScene>>;
