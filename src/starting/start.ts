/** Everything in which the hosts differ when they start a broker. */

import type { Lifetimes } from '../consent/lifetimes.ts';
import type { ConsentPrompt } from '../consent/prompt.ts';
import type { Environment } from '../edge/environment.ts';
import type { ServeOptions } from '../edge/serve-options.ts';
import type { LoadSettings, SaveSettings } from '../edge/settings-file.ts';
import type { Place } from '../shared/place.ts';
import type { Silence } from '../shared/views.ts';

export type Start = {
  readonly host: 'desktop' | 'headless';
  readonly version: string;
  readonly options: ServeOptions;
  readonly environment: Environment;
  /** A new profile may fall back to the file vault where no keychain answers (`npm start` in a checkout). */
  readonly mayFallBack: boolean;
  readonly prompt: ConsentPrompt;
  readonly lifetimes: Lifetimes;
  readonly loadSettings: LoadSettings;
  readonly saveSettings: SaveSettings;
  readonly place: Place;
  /** Brings the app's own window to the front; null where there is none, and the person's browser shows it. */
  readonly showWindow: (() => void) | null;
  /** Start at login; null where there is no desktop. */
  readonly login: { isOn(): boolean; set(on: boolean): void } | null;
  /** Something waits for the person that is not shown. */
  readonly onUnseen: (because: Silence) => void;
  /** One line of the technical log. */
  readonly log: (line: string) => void;
};
