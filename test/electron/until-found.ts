import { PATIENCE } from '../support/patience.ts';

/** Looks until there is something. @param missing what is said when nothing came */
export async function untilFound<Found>(find: () => Promise<Found | null>, missing: () => string): Promise<Found> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await new Promise((later) => setTimeout(later, 20))) {
    const found = await find();
    if (found !== null) return found;
  }
  throw new Error(missing());
}
