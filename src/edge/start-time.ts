/** When a process started, where only the system's tools tell it. Written from their documentation, not seen running there. */
import type { RunTool } from '../shared/machine.ts';

/** @returns milliseconds since the epoch; null where it cannot be told */
export type StartTime = (pid: number) => Promise<number | null>;

/** Milliseconds. PowerShell alone takes one or two seconds when it has not run for a while. */
const LIMIT = { ps: 3_000, powershell: 8_000 };

/** @param run macOS has `ps`, Windows PowerShell, and elsewhere neither is asked */
export function createStartTime(run: RunTool): StartTime {
  return async (pid) =>
    fromPs(await run('ps', ['-o', 'lstart=', '-p', String(pid)], LIMIT.ps)) ?? fromPowershell(await run('powershell', words(pid), LIMIT.powershell));
}

/** `Fri Nov 21 07:38:42 2026`, in UTC because it is asked so. */
function fromPs(output: string | null): number | null {
  const at = Date.parse(`${output?.trim()} UTC`);
  return Number.isNaN(at) ? null : at;
}

function fromPowershell(output: string | null): number | null {
  const at = output?.trim() ?? '';
  return /^\d+$/.test(at) ? Number(at) : null;
}

/** Encoded, because quotes do not survive a Windows command line. */
function words(pid: number): readonly string[] {
  const script = `([DateTimeOffset](Get-CimInstance -Query 'SELECT CreationDate FROM Win32_Process WHERE ProcessId = ${pid}').CreationDate).ToUnixTimeMilliseconds()`;
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(script, 'utf16le').toString('base64')];
}
