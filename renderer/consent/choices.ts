/** What is ticked. Each permission includes those before it, so the lines say so together. */
import type { RequestView } from '../../src/shared/views.ts';

type Lines = RequestView['permissions'];

export function ticked(lines: Lines): boolean[] {
  const last = lines.map((line) => line.ticked).lastIndexOf(true);
  return lines.map((_, index) => index <= last);
}

/** To tick one ticks what it includes; to untick one unticks what includes it. */
export function toggled(ticks: readonly boolean[], index: number): boolean[] {
  const on = ticks[index] !== true;
  return ticks.map((before, other) => (on ? before || other <= index : before && other < index));
}

/** What Allow says: a permission that needs two gestures is named by the second (ux: granting the irreversible). */
export function allowLabel({ call, permissions }: RequestView, ticks: readonly boolean[]): string {
  if (call !== null) return call.allow;
  return permissions.findLast(({ secondGesture }, index) => ticks[index] && secondGesture !== null)?.secondGesture ?? 'Allow';
}
