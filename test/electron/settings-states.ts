/** Settings, about, and connecting a program: every state for pictures and for axe. */
import type { AboutView } from '../../src/shared/about-view.ts';
import { ATTEMPT_STEPS, type AttemptStep, type AttemptStepView, type AttemptWithRemedy } from '../../src/shared/attempt-views.ts';
import type { PlanView, ProgramsView, ProgramView } from '../../src/shared/connect-view.ts';
import { EDITABLE_SETTINGS, type EditableSetting, type SettingView } from '../../src/shared/settings-view.ts';
import { NOW } from './popup-states.ts';
import type { WindowScene } from './window-states.ts';

const HOUR = 3_600_000;
const MCP = 'http://127.0.0.1:4283/mcp';

const settings = (changes: Partial<Record<EditableSetting, Partial<SettingView>>> = {}): { readonly settings: readonly SettingView[] } => ({
  settings: EDITABLE_SETTINGS.map((name) => ({
    name,
    value: null,
    isKept: false,
    overriddenBy: null,
    pending: false,
    allowed: 'what is allowed',
    ...changes[name],
  })),
});

const CHANGED = settings({
  port: { value: '5000', isKept: true, overriddenBy: 'GATEHOUSE_PORT' },
  externalIssuer: { value: 'https://memory.example.com', isKept: true, pending: true },
  remoteRedirects: { value: 'true', isKept: true },
  duration: { value: 'always', isKept: true },
  promptTimeout: { value: '60', isKept: true },
  quietHours: { value: '22:00-07:00', isKept: true },
  theme: { value: 'dark', isKept: true },
  startAtLogin: { value: 'true', isKept: true },
  documentFetches: { value: 'off', isKept: true, overriddenBy: 'GATEHOUSE_CLIENT_DOCUMENTS' },
  clientSleep: { value: '90', isKept: true },
  embeddingsUrl: { value: 'http://127.0.0.1:11434/v1', isKept: true },
  embeddingsModel: { value: 'nomic-embed-text', isKept: true },
  embeddingsKey: { isKept: true },
});

const ABOUT: AboutView = {
  version: '0.1.0',
  host: 'desktop',
  issuer: 'http://127.0.0.1:4283',
  mcp: MCP,
  startedAt: NOW - 3 * HOUR,
  vault: 'keychain',
  dataDirectory: '/home/ada/.config/Gatehouse',
  databases: [
    { name: 'auth.db', bytes: 284_672 },
    { name: 'memory.db', bytes: 48_234_496 },
  ],
  system: 'linux x64, Node 24.21.0',
  connected: 2,
  memories: 1284,
  settings: ['clientSleep'],
  lastFault: null,
};

const program = (id: string, name: string, change: Partial<ProgramView> = {}): ProgramView => ({
  id,
  name,
  state: 'not-found',
  path: `/home/ada/.${id}/mcp.json`,
  running: false,
  problem: null,
  astray: null,
  isLoggedOut: false,
  lastInAt: null,
  next: `Open ${name} and choose gatehouse. A question from Gatehouse follows.`,
  byHand: { text: JSON.stringify({ mcpServers: { gatehouse: { url: MCP } } }, null, 2), problem: null, command: null, link: null },
  ...change,
});

const PROGRAMS: ProgramsView = {
  mcp: MCP,
  programs: [
    program('claude-code', 'Claude Code', {
      state: 'connected',
      byHand: { text: '{}\n', problem: null, command: `claude mcp add --transport http --scope user gatehouse ${MCP}`, link: null },
    }),
    program('claude-desktop', 'Claude Desktop', { state: 'unreadable', problem: 'it is no valid JSON: a } is missing in line 3' }),
    program('cursor', 'Cursor', {
      state: 'not-connected',
      running: true,
      byHand: { text: '{}\n', problem: null, command: null, link: `cursor://install?${'x'.repeat(160)}` },
    }),
    program('vscode', 'VS Code', { state: 'vanished', astray: 'its entry is gone' }),
    program('codex', 'Codex', { state: 'different' }),
  ],
};
/** The app is a file that has been started from where it lay. */
const NO_BRIDGE: ProgramsView = {
  mcp: MCP,
  programs: PROGRAMS.programs.map((each) =>
    each.id === 'claude-desktop'
      ? { ...each, byHand: { text: null, problem: 'Claude Desktop cannot be given a bridge from here: this is an AppImage.', command: null, link: null } }
      : each,
  ),
};
/** After another port. */
const MOVED: ProgramsView = {
  mcp: MCP,
  programs: PROGRAMS.programs.map((each) => {
    if (each.id === 'claude-code') return { ...each, isLoggedOut: true };
    return each.id === 'codex' ? { ...each, astray: 'its entry leads to http://127.0.0.1:4100/mcp' } : each;
  }),
};
const NOBODY_HERE: ProgramsView = { mcp: MCP, programs: PROGRAMS.programs.map(({ id, name }) => program(id, name)) };

const STEPS = { discover: 'done', register: 'done', popup: 'done', code: 'done', token: 'done', call: 'done' } as const;
const attempt = (
  id: string,
  change: Partial<AttemptWithRemedy>,
  steps: Partial<Record<AttemptStep, [AttemptStepView['state'], string?]>> = {},
): AttemptWithRemedy => ({
  id,
  isKey: false,
  client: { id: `gh_${id}`, name: 'Claude Code', program: '/usr/bin/claude' },
  userAgent: null,
  redirectUri: null,
  startedAt: NOW - HOUR,
  lastAt: NOW - HOUR,
  times: 1,
  steps: ATTEMPT_STEPS.map((step) => ({ step, state: steps[step]?.[0] ?? STEPS[step], at: NOW - HOUR, words: steps[step]?.[1] ?? null })),
  stopped: null,
  resolved: false,
  via: null,
  program: 'Claude Code',
  remedy: null,
  ...change,
});
/** On its way, stopped, in after all, through the bridge, hostile, and one more than is shown at first. */
const ATTEMPTS: readonly AttemptWithRemedy[] = [
  attempt('1', { lastAt: NOW }, { popup: ['waiting'], code: ['open'], token: ['open'], call: ['open'] }),
  attempt(
    '2',
    {
      program: 'Codex',
      times: 3,
      remedy: 'make Codex register again: run: codex mcp logout gatehouse, then: codex mcp login gatehouse, and start Codex again',
    },
    {
      popup: ['failed', 'asked for redirect http://localhost:1234/cb, registered was http://127.0.0.1:51004/callback'],
      code: ['open'],
      token: ['open'],
      call: ['open'],
    },
  ),
  attempt('3', { program: 'Cursor', resolved: true, remedy: 'run: gatehouse connect cursor' }, { discover: ['failed', 'asked for http://127.0.0.1:4283/sse'] }),
  attempt(
    '4',
    { program: null, client: { id: 'gh_bridge_x', name: 'Claude through the bridge', program: null } },
    { discover: ['skipped'], register: ['skipped'], code: ['skipped'] },
  ),
  attempt('5', { program: null, client: { id: null, name: null, program: null }, userAgent: `<img src=x> ${'A'.repeat(140)}` }, { register: ['open'] }),
  attempt('6', { program: 'Zed' }),
];

const PLAN: PlanView = {
  id: 'cursor',
  path: '/home/ada/.cursor/mcp.json',
  change: [
    '--- /home/ada/.cursor/mcp.json\tnow',
    '+++ /home/ada/.cursor/mcp.json\tthen',
    '@@ -1,3 +1,6 @@',
    ' {',
    '-  "mcpServers": {}',
    `+  "mcpServers": { "gatehouse": { "url": "${MCP}" } }`,
    ' }',
  ],
  command: null,
};

/** @param base what the rest of the window is answered */
export function settingsScenes(base: WindowScene['answers']): Readonly<Record<string, WindowScene>> {
  const answers = {
    ...base,
    'settings.get': settings(),
    'about.get': ABOUT,
    'connect.list': PROGRAMS,
    'connect.plan': PLAN,
    'connect.test': {
      checks: [
        { name: 'The authorization server says who it is', ok: true, line: 'as it should be' },
        { name: 'A token of ours that nobody allowed is refused', ok: false, line: 'it answered 200' },
      ],
    },
  };
  const quiet = { requests: [], quietUntil: NOW + HOUR, silence: 'quiet', cooldowns: [], blocked: [] };
  return {
    settings: { at: '#/settings', answers },
    'settings changed': { at: '#/settings', answers: { ...answers, 'settings.get': CHANGED, 'requests.list': quiet } },
    'settings refused': {
      at: '#/settings',
      answers: { ...answers, 'settings.set': () => ({ refused: '"7" does not work here: use whole seconds from 30 to 300, or leave it empty.' }) },
      steps: [{ click: 'text=Seconds that a question waits' }, { type: '7' }, { press: 'Enter' }],
    },
    'settings dangerous': { at: '#/settings', answers, steps: [{ click: 'text=Answers may leave this computer' }] },
    'settings new key': { at: '#/settings', answers, steps: [{ click: 'text=Use a new signing key' }] },
    about: { at: '#/about', answers },
    'about after a fault': {
      at: '#/about',
      answers: { ...answers, 'about.get': { ...ABOUT, lastFault: { at: NOW - HOUR, where: 'embeddings', id: '7f3a90c1' } } },
    },
    connect: { at: '#/connect', answers },
    'connect nobody here': { at: '#/connect', answers: { ...answers, 'connect.list': NOBODY_HERE } },
    'connect after another port': { at: '#/connect', answers: { ...answers, 'connect.list': MOVED } },
    'connect would change': { at: '#/connect', answers, steps: [{ click: 'button[aria-label="Show what would change: Cursor"]' }] },
    'connect replaces': { at: '#/connect', answers, steps: [{ click: 'button[aria-label="Replace: Codex"]' }] },
    'connect attempts': { at: '#/connect', answers: { ...answers, 'attempts.list': { attempts: ATTEMPTS } } },
    'connect by hand': { at: '#/connect', answers, steps: [{ click: 'role=tab[name="Cursor"]' }] },
    'connect entered by hand': {
      at: '#/connect',
      answers: { ...answers, 'clients.add': { id: 'gh_k3J9mX2aQ7Lp', secret: 'x'.repeat(43) } },
      steps: [
        { click: 'role=tab[name="Other"]' },
        { click: 'text=A program that cannot register itself' },
        { click: 'role=textbox[name="Name"]' },
        { type: 'My tool' },
        { press: 'Tab' },
        { type: 'http://127.0.0.1/callback' },
        { press: 'Enter' },
      ],
    },
    'connect without a bridge': { at: '#/connect', answers: { ...answers, 'connect.list': NO_BRIDGE }, steps: [{ click: 'role=tab[name="Claude Desktop"]' }] },
    'connect tested': { at: '#/connect', answers, steps: [{ click: 'button:has-text("Test")' }] },
  };
}
