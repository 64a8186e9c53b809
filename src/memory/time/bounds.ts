/** What a word before a time makes of it, in wall time; null is open. */
import type { Period } from './period.ts';

export type Bounds = { readonly from: number | null; readonly to: number | null };
export type Bound = (period: Period) => Bounds;

export const within: Bound = (period) => period;
export const since: Bound = ({ from }) => ({ from, to: null });
export const until: Bound = ({ to }) => ({ from: null, to });
export const before: Bound = ({ from }) => ({ from: null, to: from });
export const after: Bound = ({ to }) => ({ from: to, to: null });
