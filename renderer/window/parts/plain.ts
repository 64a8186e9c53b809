import { plainText } from '../../../src/shared/plain-text.ts';

/** What an admin function answers, as terms and values. */
export function plain(value: Readonly<Record<string, unknown>> | null): readonly (readonly [string, string])[] {
  return Object.entries(value ?? {}).map(([term, each]) => [term, plainText(typeof each === 'string' ? each : JSON.stringify(each))]);
}
