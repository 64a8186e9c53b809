/** What a host may be started with: an unknown word stops it, and what would take its guard away is explained. */
import { describe, expect, it } from 'vitest';
import { readServeOptions } from '../../src/edge/serve-options.ts';

describe('the options of a start', () => {
  it('without the sandbox of its pages there is no start, and the way out is named', () => {
    expect(() => readServeOptions(['--no-sandbox'])).toThrow(
      "Chromium's sandbox was turned off, and Gatehouse does not run without it. Install the deb or the rpm instead of the AppImage.",
    );
  });

  it('an unknown word is a mistake worth stopping for', () => {
    expect(() => readServeOptions(['--remote-debugging-port=1'])).toThrow(/remote-debugging-port.*See: gatehouse serve --help/);
  });
});
