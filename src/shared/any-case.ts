import { cleanText } from './clean-text.ts';

/** @returns what two ways to write a tag or a kind have in common: programs store "TypeScript" and ask for "typescript" */
export function inAnyCase(name: string): string {
  return cleanText(name).trim().toLowerCase();
}
