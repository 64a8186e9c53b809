/** The port between the stand-in's windows and what shows them: Chromium for whole runs, nothing for units. */

export type FrameFacts = { readonly url: string; readonly isMain: boolean };
export type Answered = { readonly status: number; readonly headers: readonly [string, string][]; readonly body: Buffer };

export type PageHooks = {
  /** A message of the preload. */
  onIpc(message: IpcMessage, frame: FrameFacts): void;
  /** Every request of the page. */
  onRequest(url: string, method: string): Promise<Answered | 'cancel' | 'continue'>;
  /** A navigation that the page began. @returns whether it may go on */
  onNavigation(url: string, isMain: boolean): boolean;
  /** @returns whether it may open */
  onNewWindow(url: string): boolean;
  onLoaded(): void;
  /** The page went to another place in the same document. */
  onMoved(url: string): void;
  onGone(reason: string): void;
};

export type IpcMessage =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly words: readonly unknown[] }
  | { readonly kind: 'send'; readonly channel: string; readonly words: readonly unknown[] };

/** Goes to the isolated world. */
export type Delivery =
  | { readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly channel: string; readonly words: readonly unknown[] };

export type OpenPage = {
  readonly partition: string;
  readonly preload: string | undefined;
  readonly width: number;
  readonly height: number;
  /** Permissions that the session grants. */
  readonly granted: readonly string[];
};

export type Page = {
  goto(url: string): Promise<void>;
  deliver(delivery: Delivery): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  crash(): Promise<void>;
  close(): Promise<void>;
};

export type Driver = { open(options: OpenPage, hooks: PageHooks): Promise<Page> };

/** For units: a window loads at once what its protocol answers, and shows nothing. */
export const nothingDriver: Driver = {
  async open(_options, hooks) {
    return {
      async goto(url) {
        const answer = await hooks.onRequest(url, 'GET');
        if (answer === 'cancel' || answer === 'continue' || answer.status !== 200) throw new Error(`ERR_FAILED loading '${url}'`);
        hooks.onLoaded();
      },
      deliver: async () => undefined,
      resize: async () => undefined,
      crash: async () => hooks.onGone('crashed'),
      close: async () => undefined,
    };
  },
};
