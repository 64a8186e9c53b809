import { z } from 'zod';
import type { ImportItem } from './sort-items.ts';

const time = z.number().int().min(0).max(8.64e15);
/** The limits of a memory are checked later, for each alone. */
const ITEMS = z
  .array(
    z.object({
      content: z.string(),
      tags: z.array(z.string()),
      kind: z.string(),
      metadata: z.record(z.string(), z.unknown()),
      createdAt: time,
      updatedAt: time,
    }),
  )
  .max(500);

/** @returns null when it is not a list of them */
export function readImportItems(value: unknown): readonly ImportItem[] | null {
  return ITEMS.safeParse(value).data ?? null;
}
