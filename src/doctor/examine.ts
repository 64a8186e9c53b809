import { CHECKS } from './checks/all.ts';
import type { Facts, Finding } from './facts.ts';

/** @returns everything that is wrong, what matters most first; the same line once */
export function examine(facts: Facts): readonly Finding[] {
  const findings = CHECKS.flatMap((check) => check(facts));
  return findings.filter((finding, index) => findings.findIndex((other) => lineOf(other) === lineOf(finding)) === index);
}

/** @returns one line: what, why, what to do */
export function lineOf({ what, why, todo }: Finding): string {
  return `${what}: ${why}. ${todo.charAt(0).toUpperCase()}${todo.slice(1).replace(/\.$/, '')}.`;
}
