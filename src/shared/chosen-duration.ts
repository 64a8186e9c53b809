import type { DurationLine, RequestView } from './views.ts';

/** @returns what a plain yes allows a request for: what the popup would have chosen */
export function chosenDuration({ durations }: Pick<RequestView, 'durations'>): DurationLine['duration'] {
  return durations.find(({ chosen }) => chosen)?.duration ?? '30d';
}
