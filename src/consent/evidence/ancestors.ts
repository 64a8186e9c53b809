/** Who started a program, as a person would say it: not the shell in between, but the window it was typed into. */
import { fileName, oneOf } from './claimed-name.ts';

/** Between the program and what a person knows. */
const BETWEEN = oneOf([
  // Shells, those of `login` with a dash, and files that are a shell and much else.
  ...['-?(?:ba|z|da|k|tc|c|fi|a|mk)?sh', '-?nu', '-?elvish', '-?xonsh', '-?pwsh', 'powershell', 'cmd', 'busybox', 'toybox', 'coreutils'],
  ...['-?(?:lk|po|ya)sh', 'wsl', 'git-bash'],
  // Terminals without a window of their own, and how one logs in or becomes somebody else.
  ...['conhost', 'openconsole', 'tmux(?:: server| client)?', 'screen', 'sshd(?:-session)?', 'login', 'su', 'sudo', 'doas'],
  // Tools that run the rest of their words.
  ...['env', 'timeout', 'nohup', 'setsid', 'xargs', 'script', 'nice', 'ionice', 'taskset', 'stdbuf', 'strace', 'ltrace'],
  ...['find', 'flock', 'time', 'watch', 'unshare', 'rlwrap', 'socat', 'bwrap', 'runuser', 'run0', 'pkexec', 'ssh'],
  ...['flatpak-spawn', 'flatpak-session-helper', 'systemd-run', 'start-stop-daemon', 'tini(?:-static)?', 'dumb-init', 'docker-init', 'catatonit', 's6-svscan'],
  // The loader of all programs, which can be told which one.
  'ld(?:64)?(?:-[\\w.-]+)?\\.so[\\d.]*',
  // Package runners.
  ...['npm(?: .*)?', 'npx', 'pnpm', 'yarn', 'bunx', 'uv', 'uvx', 'pipx'],
]);
/** Where every chain ends; nobody chose to start anything there. */
const ROOTS = oneOf(['init', 'systemd', 'launchd', 'services', 'svchost', 'wininit', 'winlogon', 'userinit', 'kthreadd']);
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
