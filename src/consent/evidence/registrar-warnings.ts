import type { Client } from '../../store/auth-store.ts';
import { fileName } from './claimed-name.ts';
import { ago } from './words.ts';

/** Tools that speak HTTP or TCP for whoever types; no program that a person connects registers with them. */
const TOOLS = /^(?:curl|wget\d?|https?|httpie|xh|nc|nc\..+|ncat|netcat|socat|telnet|openssl|busybox|powershell|pwsh)$/i;

/** @param now milliseconds since the epoch */
export function registrarWarnings({ program, registeredAt }: Client, now: number): readonly string[] {
  const file = program?.path == null ? null : fileName(program.path);
  return file !== null && TOOLS.test(file) ? [`Registered ${ago(now - registeredAt)} by ${file}`] : [];
}
