/** The desktop entry by which Linux desktops start an app at login (XDG Autostart specification). */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from './environment.ts';

/** @param command path of the program and its words */
export function createAutostartEntry(environment: Environment, command: readonly string[]) {
  const file = join(environment.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart', 'gatehouse.desktop');
  return {
    isOn: (): boolean => existsSync(file),
    set(on: boolean): void {
      if (!on) {
        rmSync(file, { force: true });
        return;
      }
      mkdirSync(dirname(file), { recursive: true });
      const lines = ['[Desktop Entry]', 'Type=Application', 'Name=Gatehouse', `Exec=${command.map(quoted).join(' ')}`, 'Terminal=false'];
      writeFileSync(file, `${lines.join('\n')}\n`);
    },
  };
}

/** Desktop Entry specification, "The Exec key": in quotes, with what a shell would read escaped, and a percent sign doubled. */
function quoted(word: string): string {
  return `"${word
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`;
}
