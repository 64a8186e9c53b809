/** What a request wants, in the words of both the terminal and the command. */
import { plainText } from './plain-text.ts';
import type { CallView, RequestView } from './views.ts';

const SENTENCES: Readonly<Record<RequestView['kind'], string>> = {
  connection: 'wants to use your memories',
  widening: 'asks for more than before',
  call: 'asks for your consent to one call',
};

export function wish({ kind, stage }: RequestView): string {
  return stage === 'announced' ? 'has registered and not asked yet' : SENTENCES[kind];
}

/** Lines that say what the call would do; none without one. */
export function callLines(call: CallView | null): readonly string[] {
  if (call === null) return [];
  return [
    plainText(call.sentence),
    ...call.conditions.map((condition) => `  ${plainText(condition)}`),
    ...call.samples.map((sample) => `  · ${plainText(sample)}`),
    ...(call.samples.length < call.count ? [`  · and ${call.count - call.samples.length} more`] : []),
    'You can bring them back for 30 days.',
  ];
}
