/** Programs of this computer that can be told of Gatehouse, as the window shows them. */

export type ProgramView = {
  readonly id: string;
  readonly name: string;
  /** `vanished`: it was entered here, and something took it out again. */
  readonly state: 'not-found' | 'not-connected' | 'connected' | 'different' | 'vanished' | 'unreadable';
  /** Of the file that its servers are in. */
  readonly path: string;
  /** While it runs it may write that file again from what it remembers. */
  readonly running: boolean;
  readonly problem: string | null;
  /** Why its entry, which was made here, must be made anew, as a clause; null where it leads here. */
  readonly astray: string | null;
  /** It knows Gatehouse, and this profile has no connection of it. */
  readonly isLoggedOut: boolean;
  /** When it was last let in, in milliseconds since the epoch; null when that is not known. */
  readonly lastInAt: number | null;
  /** What the person does when it is entered. */
  readonly next: string;
  readonly byHand: {
    /** Of the file; null when nothing that is written there would last, and then `problem` says why and what to do instead. */
    readonly text: string | null;
    readonly problem: string | null;
    readonly command: string | null;
    readonly link: string | null;
  };
};

export type ProgramsView = { readonly mcp: string; readonly programs: readonly ProgramView[] };

export type PlanView = {
  readonly id: string;
  readonly path: string;
  /** As `diff -u` writes it; empty when nothing would change. */
  readonly change: readonly string[];
  /** The program's own command, where that does it. */
  readonly command: string | null;
};

export type CheckView = { readonly name: string; readonly ok: boolean; readonly line: string };
