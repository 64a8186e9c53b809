import { foldText, holds } from '../shared/fold-text.ts';
import type { Memory } from './memory-store.ts';

/** @param text what the person looks for; everything passes without it. @returns whether it is in what a list shows of a memory */
export function isOfText(text: string | undefined): (memory: Memory) => boolean {
  if (text === undefined) return () => true;
  const part = foldText(text);
  return ({ content, kind, tags, provenance }) => holds([content, kind, ...tags, provenance.clientName ?? ''].join('\n'), part);
}
