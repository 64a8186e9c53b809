/** Who started a program, as a person would say it: not the shell in between, but the window it was typed into. */
import { fileName } from './claimed-name.ts';

/** Shells, multiplexers, login and package runners: between the program and what a person knows. */
const BETWEEN =
  /^-?(?:(?:ba|z|da|k|tc|c|fi|a|mk)?sh|nu|elvish|xonsh|pwsh|powershell|cmd|conhost|openconsole|tmux(?:: server| client)?|screen|sshd(?:-session)?|login|su|sudo|doas|env|timeout|nohup|setsid|xargs|script|npm(?: .*)?|npx|pnpm|yarn|bunx|uv|uvx|pipx)$/i;
/** Where every chain ends; nobody chose to start anything there. */
const ROOTS = /^(?:init|systemd|launchd|services|svchost|wininit|winlogon|userinit|kthreadd)$/i;
const MOST = 3;

export type Ancestor = { readonly path: string | null; readonly name: string | null };

/** Whether a file or name is one that runs whatever it is given, and that everything ends at. */
export function saysNothing(name: string): boolean {
  return BETWEEN.test(name) || ROOTS.test(name);
}

/**
 * @param chain nearest first, up to the first process of the system
 * @param own the program's own name; workers of one program are not worth saying
 * @returns the claimed names worth saying, nearest first
 */
export function knownAncestors(chain: readonly Ancestor[], own: string | null): readonly string[] {
  const names: string[] = [];
  for (const { path, name } of chain) {
    const file = path === null ? null : fileName(path);
    if (name === null || [name, file].some((each) => each !== null && saysNothing(each))) continue;
    if (name !== (names.at(-1) ?? own)) names.push(name);
  }
  return names.slice(0, MOST);
}
