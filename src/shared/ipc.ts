/** What crosses between a window and the main process: one contract per window. Main checks the sender and every word of it. */
import type { Scope } from './scopes.ts';
import type { DurationLine, RequestView } from './views.ts';

/** The app's own pages; nothing else is ever loaded, and each may use its own channels only. */
export const ORIGINS = { consent: 'gatehouse-consent://prompt', window: 'gatehouse://window' } as const;

/** Functions by channel: `calls` are asked by the page and answered, `events` are told to it. */
export type Contract = {
  readonly calls: Readonly<Record<string, (...words: never[]) => unknown>>;
  readonly events: Readonly<Record<string, unknown>>;
};

/** The person's answer as the page sends it; main intersects it with what was shown. */
export type PopupDecision =
  | { readonly answer: 'allow'; readonly scopes: readonly Scope[]; readonly for: DurationLine['duration'] | null; readonly compartment: string }
  | { readonly answer: 'deny'; readonly notAsked: boolean };

/** What keeps an answer from being taken, besides time. */
export type Hold = 'off-screen' | null;

/** What the popup draws. `drawing` counts: an answer to an older one is not taken. */
export type PopupState =
  | { readonly kind: 'request'; readonly drawing: number; readonly request: RequestView; readonly note: string | null; readonly hold: Hold }
  | { readonly kind: 'ended'; readonly drawing: number; readonly line: string };

export type PopupTime = Pick<RequestView, 'expiresAt' | 'mayExtend'>;

export type ConsentContract = {
  readonly calls: {
    readonly 'consent:state': () => PopupState;
    /** @returns whether the answer was taken; what became of it comes as the next state */
    readonly 'consent:answer': (drawing: number, decision: PopupDecision) => boolean;
    /** @returns the new end; null when there is no more time to give */
    readonly 'consent:extend': (drawing: number) => PopupTime | null;
    /** Height of what was drawn, in CSS pixels. */
    readonly 'consent:fit': (height: number) => void;
    /** Whether anything of the page can be seen; only the page hears that it was covered. */
    readonly 'consent:seen': (isSeen: boolean) => void;
  };
  readonly events: {
    readonly 'consent:changed': PopupState;
    /** The window was moved, covered, or came to the front: the input guard begins anew. */
    readonly 'consent:guard': Hold;
  };
};

/** A refusal is one line for the person; it is an answer, because an error would lose its words on the way. */
export type WindowAnswer = { readonly value: unknown } | { readonly refused: string };

export type WindowContract = {
  readonly calls: {
    /** One of the admin functions, with its parameters. */
    readonly 'window:ask': (method: string, parameters: unknown) => WindowAnswer;
    /** Brings a waiting request to the popup. @returns whether it waits */
    readonly 'window:review': (id: string) => boolean;
  };
  readonly events: {
    /** Something that a list shows may be another now. */
    readonly 'window:changed': null;
  };
};

export type WindowApi = {
  readonly ask: (method: string, parameters?: unknown) => Promise<WindowAnswer>;
  readonly review: (id: string) => Promise<boolean>;
  readonly onChanged: (listener: () => void) => void;
};

/** The same as the page has it. Whoever shows the popup in another place offers this. */
export type ConsentApi = {
  readonly state: () => Promise<PopupState>;
  readonly answer: (drawing: number, decision: PopupDecision) => Promise<boolean>;
  readonly extend: (drawing: number) => Promise<PopupTime | null>;
  readonly fit: (height: number) => Promise<void>;
  readonly seen: (isSeen: boolean) => Promise<void>;
  readonly onChanged: (listener: (state: PopupState) => void) => void;
  readonly onGuard: (listener: (hold: Hold) => void) => void;
};
