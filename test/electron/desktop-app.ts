/**
 * The desktop app as the specs drive it. What is here exists with Playwright's Electron driver on the real runtime and with
 * the stand-in, so that the same specs run on both.
 */
import type { Page } from 'playwright-core';
import type { RequestView, StatusView } from '../../src/shared/views.ts';

/** The module `electron` as a function in the main process has it: on both the parts that the specs use. */
export type Electron = typeof import('./fake.ts');

export type DesktopApp = {
  /** The address of the broker. */
  readonly issuer: string;
  readonly mcp: string;
  /** Where it keeps what it keeps. */
  readonly directory: string;
  readonly pid: number;
  /** What it wrote to stderr so far. */
  log(): string;
  /** The popup, as soon as there is one that shows something, or this. */
  popup(says?: string): Promise<Page>;
  /** The big window, as soon as it shows something. */
  window(): Promise<Page>;
  /** The request that waits, as a list shows it. */
  request(): Promise<RequestView>;
  status(): Promise<StatusView>;
  /** Starts the app a second time with the same profile. @returns the exit code */
  second(): Promise<number | null>;
  /** Resolves when no popup is open any more. */
  noPopup(): Promise<void>;
  /** Runs a function in the main process; it sees nothing of the test but the word. */
  evaluate<Result, Word = undefined>(run: (electron: Electron, word: Word) => Result | Promise<Result>, word?: Word): Promise<Result>;
  /** Quits as a person would, and waits for the end. @returns the exit code */
  quit(): Promise<number | null>;
};

export type Launch = {
  readonly directory?: string;
  readonly consent?: 'ask' | 'auto';
  readonly vault?: 'keychain' | 'file';
  readonly environment?: Readonly<Record<string, string>>;
};
