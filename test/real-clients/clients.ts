/** Clients as they are published on npm, run as a person would run them, in a home of the test's own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PATIENCE } from '../support/patience.ts';
import type { Terminal } from './terminal.ts';

const installed = join(import.meta.dirname, 'published', 'node_modules');
const text = (name: string, content: object | string) => [name, typeof content === 'string' ? content : JSON.stringify(content)] as const;

export type RealClient = {
  /** The word of `gatehouse connect`. */
  readonly id: 'claude-code' | 'codex' | 'gemini' | 'opencode';
  /** As its publisher and Gatehouse call it. */
  readonly name: string;
  /** The name on the command line, and the file that it stands for. */
  readonly command: string;
  readonly program: string;
  /** Settings that were there before Gatehouse: a model on loopback, no news, no updates. */
  readonly settings: (model: string) => readonly (readonly [path: string, content: string])[];
  readonly environment: (model: string) => Readonly<Record<string, string>>;
  /** Whether it says the address of the login page; one that only opens it breaks it over several lines. */
  readonly saysAddress: boolean;
  /** Connects with that one command; resolves when it is in, which takes the person's Allow. */
  readonly connect: (terminal: Terminal, command: readonly string[]) => Promise<void>;
  /** Logs in again by what the client has for it; resolves when the client says that it is in. */
  readonly logIn: (terminal: Terminal) => Promise<void>;
  /** Has its agent work on one sentence, without questions of its own. */
  readonly work: (sentence: string) => readonly string[];
};

export const claudeCode: RealClient = {
  id: 'claude-code',
  name: 'Claude Code',
  command: 'claude',
  saysAddress: true,
  program: join(installed, '@anthropic-ai', 'claude-code-linux-x64', 'claude'),
  settings: () => [text('.claude.json', { hasCompletedOnboarding: true })],
  environment: (model) => ({
    ANTHROPIC_BASE_URL: model,
    ANTHROPIC_API_KEY: 'none',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    // Tools stand in the question, as in every version before the one that looks them up.
    ENABLE_TOOL_SEARCH: 'false',
    // It starts without a server that is slower than this.
    MCP_TIMEOUT: String(PATIENCE),
  }),
  connect: (terminal, command) => terminal.run(command).ended(/Claude Code is connected/),
  logIn: (terminal) => terminal.run(['claude', 'mcp', 'login', 'gatehouse']).ended(/Authenticated with "gatehouse"/),
  work: (sentence) => ['claude', '-p', sentence, '--allowedTools', 'mcp__gatehouse__memory_store'],
};

const codex: RealClient = {
  id: 'codex',
  name: 'Codex',
  command: 'codex',
  saysAddress: true,
  program: join(installed, '@openai', 'codex', 'bin', 'codex.js'),
  settings: (model) => [
    text(
      '.codex/config.toml',
      `# mine\nmodel = "scripted"\nmodel_provider = "loopback"\ncheck_for_update_on_startup = false\n\n[model_providers.loopback]\nname = "loopback"\nbase_url = "${model}/v1"\nwire_api = "responses"\n`,
    ),
  ],
  environment: () => ({}),
  connect: (terminal, command) => terminal.run(command).ended(/Codex is connected/),
  logIn: (terminal) => terminal.run(['codex', 'mcp', 'login', 'gatehouse']).ended(/Successfully logged in/),
  work: (sentence) => ['codex', 'exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox', sentence],
};

const gemini: RealClient = {
  id: 'gemini',
  name: 'Gemini CLI MCP Client',
  command: 'gemini',
  saysAddress: false,
  program: join(installed, '@google', 'gemini-cli', 'bundle', 'gemini.js'),
  settings: () => [
    text('.gemini/settings.json', {
      security: { auth: { selectedType: 'gemini-api-key' }, folderTrust: { enabled: false } },
      general: { enableAutoUpdate: false, enableAutoUpdateNotification: false },
      privacy: { usageStatisticsEnabled: false },
      telemetry: { enabled: false },
    }),
  ],
  environment: (model) => ({ GOOGLE_GEMINI_BASE_URL: model, GEMINI_API_KEY: 'none', GEMINI_CLI_TRUST_WORKSPACE: 'true', GEMINI_CLI_NO_RELAUNCH: 'true' }),
  async connect(terminal, command) {
    await terminal.run(command).ended(/Gemini CLI knows Gatehouse now/);
    await gemini.logIn(terminal);
  },
  async logIn(terminal) {
    const inside = terminal.run(['gemini']);
    // Shown when it has begun; what is entered before that goes to the model.
    await inside.shown(/Tips for getting started/);
    await inside.type('/mcp auth gatehouse');
    await inside.enter(/Do you want to continue/);
    await inside.enter(/reloaded tools for 'gatehouse'/);
    await inside.type('/quit');
    await inside.enter(/Agent powering down|Goodbye/);
    await inside.over();
  },
  work: (sentence) => ['gemini', '-m', 'gemini-2.5-flash', '-p', sentence, '--yolo'],
};

const opencode: RealClient = {
  id: 'opencode',
  name: 'OpenCode',
  command: 'opencode',
  saysAddress: true,
  program: join(installed, 'opencode-linux-x64-baseline', 'bin', 'opencode'),
  settings: (model) => [
    text('.config/opencode/opencode.json', {
      autoupdate: false,
      share: 'disabled',
      provider: {
        loopback: {
          npm: '@ai-sdk/openai-compatible',
          name: 'loopback',
          options: { baseURL: `${model}/v1`, apiKey: 'none' },
          models: { scripted: { name: 'scripted' } },
        },
      },
    }),
  ],
  environment: () => ({ OPENCODE_DISABLE_AUTOUPDATE: '1', OPENCODE_DISABLE_MODELS_FETCH: '1' }),
  connect: (terminal, command) => terminal.run(command).ended(/opencode is connected/),
  logIn: (terminal) => terminal.run(['opencode', 'mcp', 'auth', 'gatehouse']).ended(/Authentication successful/),
  work: (sentence) => ['opencode', 'run', '-m', 'loopback/scripted', sentence],
};

export const CLIENTS: readonly RealClient[] = [claudeCode, codex, gemini, opencode];

/** Skipped where they were not installed (`npm ci --prefix test/real-clients/published --ignore-scripts`) or are not published for, but never in CI on Linux. */
export const cannotRun = ({ program }: RealClient): boolean =>
  !existsSync(program) && !(process.env.CI && process.platform === 'linux' && process.arch === 'x64');

/** A home as it was before Gatehouse. @param bin where the client's command is put */
export function furnish(client: RealClient, home: string, bin: string, model: string): void {
  for (const [path, content] of client.settings(model)) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), content);
  }
  const start = client.program.endsWith('.js') ? `'${process.execPath}' '${client.program}'` : `'${client.program}'`;
  writeFileSync(join(bin, client.command), `#!/bin/sh\nexec ${start} "$@"\n`, { mode: 0o755 });
}

/** Version of what is installed, from its own package. */
export function versionOf({ program }: RealClient): string {
  for (let folder = dirname(program); folder.startsWith(installed); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
  }
  return 'not installed';
}
