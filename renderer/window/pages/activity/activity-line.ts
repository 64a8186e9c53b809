import { plainText, quotedName } from '../../../../src/shared/plain-text.ts';
import type { ActivityView } from '../../../../src/shared/views.ts';

/** One entry as one line of text, for a message or a ticket. */
export function activityLine({ sequence, at, clientId, name, words, result, count }: ActivityView): string {
  const who = clientId === null ? null : `${quotedName(name)} (${clientId})`;
  return [sequence, new Date(at).toISOString(), who, plainText(words), result, count].filter((part) => part !== null).join('  ');
}
