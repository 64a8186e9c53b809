import type { ClientProgram } from '../client-program.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { cursor, vsCode, windsurf, zed } from './editors.ts';
import { claudeCode, codex, gemini, goose, opencode } from './terminals.ts';

/** Every program that `gatehouse connect` knows, in the order in which it lists them. */
export const CLIENT_PROGRAMS: readonly ClientProgram[] = [claudeCode, claudeDesktop, cursor, vsCode, windsurf, codex, gemini, zed, opencode, goose];

/** @param word as a person writes it @returns the program; undefined when none is meant */
export function clientNamed(word: string): ClientProgram | undefined {
  const wanted = word.toLowerCase().replace(/[\s_]+/g, '-');
  return CLIENT_PROGRAMS.find(({ id, name }) => id === wanted || name.toLowerCase().replaceAll(' ', '-') === wanted);
}
