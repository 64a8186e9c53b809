/** What a request wants, in the words of whatever asks the person. */
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

export const TEST_LINE = 'TEST profile. Nothing here is for real use.';

/** The code's other place, after the code: there is no browser behind a call, a bridge, or a widening without a login. */
export function otherPlace({ details }: RequestView): string {
  return details.redirectUri === null ? '' : ', also in your browser';
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
