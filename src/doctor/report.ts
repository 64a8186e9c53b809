/** A trace that a person can paste where others read it. It is shown before it is written. */
import type { AttemptWithRemedy } from '../shared/attempt-views.ts';
import { plainText } from '../shared/plain-text.ts';
import { redact } from '../shared/redact.ts';
import { lineOf } from './examine.ts';
import type { Facts, Finding } from './facts.ts';

export type ReportOf = {
  readonly facts: Facts;
  readonly findings: readonly Finding[];
  /** `Gatehouse 0.1.0, linux x64, Node 24.1.0` */
  readonly system: string;
  /** What names the person or the computer: home directory, account, host. */
  readonly personal: readonly { readonly text: string; readonly instead: string }[];
};

/** @returns Markdown without a secret, a name of the person, or anything that was remembered */
export function reportOf({ facts, findings, system, personal }: ReportOf): string {
  const { status, ports, entries, attempts, port, control, now } = facts;
  const lines = [
    '## Gatehouse report',
    '',
    system,
    status === null
      ? `No broker answers (${control})`
      : `Broker ${status.version}, ${status.host}, keys in ${status.vault}, up ${minutes(now - status.startedAt)}, ${status.connected} connected`,
    ...ports.map(({ address, answers }) => `${address}:${port} ${answers}`),
    '',
    '### Findings',
    ...(findings.length === 0 ? ['none'] : findings.map((finding) => `- ${finding.check}: ${lineOf(finding)}`)),
    '',
    '### Programs',
    ...entries.filter(({ state }) => state !== 'not-found').map(({ client, state, addresses }) => `- ${client}: ${state}${own(addresses)}`),
    '',
    '### Attempts',
    ...(attempts.length === 0 ? ['none'] : attempts.slice(0, 20).flatMap((attempt) => traceOf(attempt, now))),
  ];
  return `${lines.map((line) => clean(line, personal)).join('\n')}\n`;
}

function own(addresses: Facts['entries'][number]['addresses']): string {
  const ours = addresses.find(({ name }) => name === 'gatehouse');
  return ours === undefined ? '' : `, ${ours.address}`;
}

function traceOf({ program, userAgent, lastAt, times, resolved, via, steps }: AttemptWithRemedy, now: number): readonly string[] {
  const who = program ?? userAgent ?? 'a program';
  return [
    `- ${who}, ${minutes(now - lastAt)} ago${times > 1 ? `, ${times} times` : ''}${resolved ? ', came in later' : ''}${via === null ? '' : `, via ${via}`}`,
    ...steps.filter(({ state }) => state !== 'open').map(({ step, state, words }) => `    ${step}: ${state}${words === null ? '' : `, ${words}`}`),
  ];
}

function minutes(span: number): string {
  return `${Math.max(0, Math.round(span / 60_000))} min`;
}

function clean(line: string, personal: ReportOf['personal']): string {
  return personal.reduce((text, each) => (each.text.length < 3 ? text : text.replaceAll(each.text, each.instead)), redact(plainText(line)));
}
