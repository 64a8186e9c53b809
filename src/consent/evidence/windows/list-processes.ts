/** The list of processes through PowerShell (Microsoft Learn, Win32_Process), as JSON of our own making. */
import type { ProcessRow } from '../process-rows.ts';
import { uidOfSid } from './uid-of-sid.ts';

/** Of every process what the list needs; of those that are wanted also the user and, for a moment, the command line. */
const SCRIPT = `
$ErrorActionPreference = 'SilentlyContinue'
[Console]::OutputEncoding = New-Object Text.UTF8Encoding $false
$wanted = @(WANTED)
$processes = foreach ($process in Get-CimInstance -Query 'SELECT Handle, ProcessId, ParentProcessId, Name, ExecutablePath, CommandLine, CreationDate FROM Win32_Process') {
  $isWanted = $wanted -contains $process.ProcessId
  [pscustomobject]@{
    pid = $process.ProcessId
    parent = $process.ParentProcessId
    name = $process.Name
    path = $process.ExecutablePath
    started = if ($process.CreationDate) { [string]$process.CreationDate.ToFileTimeUtc() } else { $null }
    sid = if ($isWanted) { (Invoke-CimMethod -InputObject $process -MethodName GetOwnerSid).Sid } else { $null }
    command = if ($isWanted) { $process.CommandLine } else { $null }
  }
}
$own = [Security.Principal.WindowsIdentity]::GetCurrent().User.Value
[pscustomobject]@{ own = $own; processes = @($processes) } | ConvertTo-Json -Compress -Depth 3
`;

/** The words for PowerShell; encoded, because quotes do not survive a Windows command line. */
export function listWords(pids: readonly number[]): readonly string[] {
  const script = SCRIPT.replace('WANTED', [...new Set(pids)].join(', '));
  return ['-NoLogo', '-NoProfile', '-NonInteractive', '-EncodedCommand', Buffer.from(script, 'utf16le').toString('base64')];
}

export type WindowsProcess = ProcessRow & { readonly command: string | null };

/** @returns none when PowerShell did not answer in that form */
export function windowsProcesses(output: string): readonly WindowsProcess[] {
  const { own, processes } = parsed(output);
  if (!Array.isArray(processes)) return [];
  return processes.flatMap((process: Record<string, unknown> | null) => {
    const { pid, parent, started, name, path, sid, command } = process ?? {};
    if (typeof pid !== 'number' || typeof parent !== 'number') return [];
    const known = typeof started === 'string' && /^\d+$/.test(started) ? BigInt(started) : 0n;
    return [{ pid, parent, started: known, name: text(name), path: text(path), uid: uidOfSid(text(sid), text(own)), command: text(command) }];
  });
}

function parsed(output: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(output);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
