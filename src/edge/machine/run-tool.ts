import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { RunTool, Tool } from '../../shared/machine.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Bytes; the process list of a busy computer is a tenth of it. */
const MOST = 16 * 1024 * 1024;
const DARWIN: Readonly<Partial<Record<Tool, string>>> = { lsof: '/usr/sbin/lsof', netstat: '/usr/sbin/netstat', ps: '/bin/ps' };
const LINUX: Readonly<Partial<Record<Tool, string>>> = { xprop: '/usr/bin/xprop' };
/** The C locale keeps dates and numbers in the form that is read. */
const PLAIN: Environment = { LC_ALL: 'C', TZ: 'UTC' };

/**
 * The tools where the system keeps them, because a PATH could lead to anybody's; they see of the environment what they need.
 * @param platform as Node names it
 */
export function createRunTool(platform: string, environment: Environment): RunTool {
  if (platform === 'darwin') return runFrom(DARWIN, PLAIN);
  if (platform === 'win32') return runFrom(windowsTools(environment), windowsEnvironment(environment));
  // Without a display there is nothing to ask about one.
  if (platform === 'linux' && environment.DISPLAY)
    return runFrom(LINUX, { ...PLAIN, DISPLAY: environment.DISPLAY, XAUTHORITY: environment.XAUTHORITY, HOME: environment.HOME });
  return async () => null;
}

const system32 = ({ SystemRoot = 'C:\\Windows' }: Environment): string => join(SystemRoot, 'System32');
const powershellHome = (environment: Environment): string => join(system32(environment), 'WindowsPowerShell', 'v1.0');

function windowsTools(environment: Environment): Partial<Record<Tool, string>> {
  return { netstat: join(system32(environment), 'netstat.exe'), powershell: join(powershellHome(environment), 'powershell.exe') };
}

/** What PowerShell does not start or find its own modules without. */
function windowsEnvironment(environment: Environment): Environment {
  const { SystemRoot, SystemDrive, TEMP, USERPROFILE } = environment;
  return { SystemRoot, SystemDrive, TEMP, USERPROFILE, PSModulePath: join(powershellHome(environment), 'Modules') };
}

function runFrom(places: Partial<Record<Tool, string>>, environment: Environment): RunTool {
  return async (tool, words, limit) => {
    const place = places[tool];
    return place === undefined ? null : outputOf(place, words, limit, environment);
  };
}

/**
 * @param place absolute path
 * @param limit milliseconds
 * @returns what the program printed before its own end, whatever its exit code; null when it had to be ended, or never ran
 */
export function outputOf(place: string, words: readonly string[], limit: number, environment: Environment): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { env: environment, timeout: limit, killSignal: 'SIGKILL', maxBuffer: MOST, windowsHide: true, encoding: 'utf8' } as const;
    const child = execFile(place, words, options, (error, output) => resolve(error === null || typeof error.code === 'number' ? output : null));
    child.stdin?.end();
  });
}
