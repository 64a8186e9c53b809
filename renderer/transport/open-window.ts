import { COMMAND_NAME } from '../../src/shared/window-wire.ts';

/** @returns the command that opens the window again, as the broker wrote it into this page */
export const openWindow = (): string => document.querySelector<HTMLMetaElement>(`meta[name="${COMMAND_NAME}"]`)?.content ?? '';
