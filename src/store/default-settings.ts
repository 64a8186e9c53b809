import type { CompartmentSettings } from './memory-store.ts';

/** What holds in a compartment until someone changes it. */
export const DEFAULT_SETTINGS: CompartmentSettings = { suggestDuplicates: true, defaultLimit: 10 };
