/** Every state of the popup, for pictures and for axe. */
import type { PopupState } from '../../src/shared/ipc.ts';
import type { RequestView } from '../../src/shared/views.ts';

/** All pictures are of the same moment. */
export const NOW = Date.UTC(2026, 10, 21, 9);
const MINUTE = 60_000;

const READ = { scope: 'memory:read', sentence: 'Read all your memories', ticked: true, secondGesture: null } as const;
const WRITE = { scope: 'memory:write', sentence: 'Add, change and forget memories', ticked: true, secondGesture: null } as const;
const ADMIN = {
  scope: 'memory:admin',
  sentence: 'Reorganise memories and change their settings',
  ticked: false,
  secondGesture: 'Allow, including reorganising',
} as const;

const REQUEST: RequestView = {
  id: 'rq_k3J9mX2aQ7Lp',
  code: '7K-2F',
  stage: 'asking',
  kind: 'connection',
  call: null,
  test: false,
  client: { id: 'gh_16rtossxQTE2zih37u1Dvg', name: 'Claude Code' },
  known: false,
  firstSeenAt: NOW,
  lastAllowedAt: null,
  answerGoesTo: '127.0.0.1:51004',
  remote: false,
  permissions: [READ, WRITE],
  alreadyAllowed: [],
  facts: [
    'Listening there: /usr/local/bin/node (process 4711, run by you)',
    'It says it is “claude”, started by “zsh”, itself started by “kitty”',
    'The same program registered',
    'A program on this computer opened the request',
  ],
  changes: [],
  warnings: [],
  compartments: [{ id: 'default', name: 'Default', alsoReads: [] }],
  durations: [
    { duration: 'once', sentence: 'just this once (1 hour)', chosen: false },
    { duration: '30d', sentence: '30 days', chosen: true },
    { duration: 'always', sentence: 'until I disconnect it', chosen: false },
  ],
  details: {
    redirectUri: 'http://127.0.0.1:51004/callback',
    resource: 'http://127.0.0.1:4283/mcp',
    registeredBy: '/usr/local/bin/node',
    software: null,
  },
  arrivedAt: NOW,
  expiresAt: NOW + 102_000,
  mayExtend: true,
};

const shown = (request: Partial<RequestView>, state: Partial<Extract<PopupState, { kind: 'request' }>> = {}): PopupState => ({
  kind: 'request',
  drawing: 1,
  note: null,
  hold: null,
  ...state,
  request: { ...REQUEST, ...request },
});

/** What the person did before the picture: CSS selectors that are clicked. */
export type Scene = { readonly state: PopupState; readonly clicks?: readonly string[] };

export const SCENES = {
  asking: { state: shown({}) },
  announced: {
    state: shown({
      stage: 'announced',
      answerGoesTo: null,
      permissions: [],
      durations: [],
      mayExtend: false,
      facts: REQUEST.facts.slice(2, 3),
      details: { ...REQUEST.details, redirectUri: null, resource: null },
    }),
  },
  details: { state: shown({}), clicks: ['summary'] },
  warnings: {
    state: shown({
      client: { id: 'gh_16rtossxQTE2zih37u1Dvg', name: 'Clаude Code' },
      facts: ['Registered by /home/ada/Downloads/tools/a-program-with-a-rather-long-name/bin/helper (run by you)', 'It says it is “curl”, started by “bash”'],
      warnings: [
        'Nobody is listening at 127.0.0.1:51004',
        'A website opened this request',
        'Another connection already has this name',
        'Its name uses look-alike letters of another script',
      ],
    }),
  },
  'all warnings': {
    state: shown({
      facts: REQUEST.facts.slice(0, 1),
      warnings: ['The listener is not the program that registered', 'A website opened this request', 'Another connection already has this name'],
    }),
    clicks: ['summary'],
  },
  'leaves this computer': {
    state: shown({
      client: { id: 'https://app.example.com/client.json', name: 'Example notes for teams that like long names' },
      answerGoesTo: 'app.example.com',
      remote: true,
      facts: ['A program on this computer opened the request'],
      warnings: ['The answer leaves this computer: app.example.com'],
      details: { ...REQUEST.details, redirectUri: 'https://app.example.com/oauth/callback', registeredBy: null },
    }),
  },
  'asks for everything': {
    state: shown({
      permissions: [READ, WRITE, ADMIN],
      compartments: [
        { id: 'default', name: 'Default', alsoReads: [] },
        { id: 'cp_2', name: 'Private', alsoReads: [] },
        { id: 'cp_3', name: 'Work', alsoReads: ['Default', 'Travel'] },
      ],
    }),
  },
  'second gesture': { state: shown({ permissions: [READ, WRITE, ADMIN] }), clicks: ['label:nth-of-type(3) input'] },
  'nothing ticked': { state: shown({}), clicks: ['input[type=checkbox]'] },
  'off screen': { state: shown({}, { hold: 'off-screen' }) },
  'known and changed': {
    state: shown(
      {
        known: true,
        firstSeenAt: NOW - 40 * 24 * 60 * MINUTE,
        lastAllowedAt: NOW - 3 * 24 * 60 * MINUTE,
        changes: ['It was called “Claude”', 'The answer may now go to http://127.0.0.1/callback'],
      },
      { note: 'What we can see has changed. Look at it again.' },
    ),
  },
  widening: {
    state: shown({
      kind: 'widening',
      known: true,
      firstSeenAt: NOW - 90 * MINUTE,
      lastAllowedAt: NOW - 80 * MINUTE,
      answerGoesTo: null,
      permissions: [WRITE],
      alreadyAllowed: ['Read all your memories'],
      durations: [],
      facts: ['The same program registered'],
      details: { ...REQUEST.details, redirectUri: null, resource: null },
    }),
    clicks: ['details:last-of-type > summary'],
  },
  call: {
    state: shown({
      kind: 'call',
      call: {
        sentence: 'Forget 23 memories',
        allow: 'Forget 23 memories',
        count: 23,
        conditions: ['with the tag “holiday”', 'written before 1 January 2026'],
        samples: ['The ferry to Naxos leaves at 7:30 from gate E…', 'Packing list: sunscreen, adapter, the blue…', 'Ada prefers a window seat'],
      },
      known: true,
      lastAllowedAt: NOW - 80 * MINUTE,
      answerGoesTo: null,
      permissions: [],
      durations: [],
      facts: ['The same program registered'],
      details: { ...REQUEST.details, redirectUri: null, resource: null },
    }),
  },
  'through the bridge': {
    state: shown({
      client: { id: 'gh_bridge_9zV0u2cX', name: 'Claude through the bridge' },
      answerGoesTo: 'the bridge that asked',
      facts: ['Started by: /Applications/Claude.app/Contents/MacOS/Claude (process 4711, run by you)', 'The bridge: /usr/local/bin/gatehouse'],
      details: { ...REQUEST.details, redirectUri: null },
    }),
  },
  'no name': { state: shown({ client: { id: 'gh_16rtossxQTE2zih37u1Dvg', name: null }, facts: ['Which program registered could not be determined'] }) },
  'last seconds': { state: shown({ expiresAt: NOW + 24_000 }) },
  'test profile': { state: shown({ test: true }) },
  connected: { state: { kind: 'ended', drawing: 1, line: 'Connected. You can disconnect it any time.' } },
  'not connected': {
    state: { kind: 'ended', drawing: 1, line: 'Not connected: this request comes from a program that was paused, blocked or removed meanwhile.' },
  },
} satisfies Readonly<Record<string, Scene>>;
