/**
 * What the person's clock on the wall shows. A wall time is counted in milliseconds as if the wall were in UTC, so that days,
 * months and weeks are plain calendar arithmetic; only the two functions here know about zones and daylight saving.
 */

export type WallClock = {
  /** @param instant milliseconds since the epoch */
  toWall(instant: number): number;
  /** A wall time that summer time skips becomes the instant an hour later; one that comes twice is the first. */
  toInstant(wall: number): number;
};

/**
 * @param timeZone IANA name of where the person is now, such as `Europe/Berlin`
 * @returns the clock for one question, which stays on one wall
 */
export function wallClocks(timeZone: () => string): () => WallClock {
  let zone = timeZone();
  let clock = createWallClock(zone);
  return () => {
    const here = timeZone();
    if (here !== zone) clock = createWallClock(here);
    zone = here;
    return clock;
  };
}

/** @throws RangeError for a zone that is none */
export function createWallClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });

  /** Asked for anew in every minute: it costs as much as the rest of reading a question. Since 1973 clocks change at a full minute. */
  let known = { minute: Number.NaN, ahead: 0 };
  function toWall(instant: number): number {
    const minute = Math.floor(instant / MINUTE);
    if (minute !== known.minute) known = { minute, ahead: readWall(instant) - instant };
    return instant + known.ahead;
  }

  function readWall(instant: number): number {
    const parts: Record<string, string> = {};
    for (const { type, value } of format.formatToParts(instant)) parts[type] = value;
    const part = (name: string) => Number(parts[name]);
    // Years before the first are far outside of what anybody stored; the calendar only must not jump there.
    const year = parts.era === 'BC' ? 1 - part('year') : part('year');
    const wall = new Date(0);
    wall.setUTCFullYear(year, part('month') - 1, part('day'));
    wall.setUTCHours(part('hour'), part('minute'), part('second'), ((instant % 1000) + 1000) % 1000);
    return wall.getTime();
  }

  return {
    toWall,
    toInstant(wall) {
      const earlier = wall - (toWall(wall - DAY) - (wall - DAY));
      const later = wall - (toWall(wall + DAY) - (wall + DAY));
      if (toWall(earlier) === wall) return earlier;
      return toWall(later) === wall ? later : earlier;
    },
  };
}

const MINUTE = 60_000;
const DAY = 86_400_000;
