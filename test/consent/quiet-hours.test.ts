import { describe, expect, it } from 'vitest';
import { endOfQuietHours } from '../../src/consent/attention/quiet-hours.ts';

const at = (time: string): number => Date.parse(`2026-11-21T${time}Z`);
const night = { from: 22 * 60, to: 7 * 60 };
const noon = { from: 12 * 60, to: 13 * 60 + 30 };

describe('quiet hours', () => {
  it.each([
    ['before they begin', night, '21:59:59', 'UTC', null],
    ['from the very minute on', night, '22:00:00', 'UTC', '2026-11-22T07:00:00Z'],
    ['over midnight', night, '00:30:10', 'UTC', '2026-11-21T07:00:00Z'],
    ['to the very minute', night, '06:59:59.999', 'UTC', '2026-11-21T07:00:00Z'],
    ['and no longer', night, '07:00:00', 'UTC', null],
    ['within a day', noon, '12:45:30', 'UTC', '2026-11-21T13:30:00Z'],
    ['after those of a day', noon, '13:30:00', 'UTC', null],
    ['by the clock on the wall, east', noon, '11:15:00', 'Europe/Berlin', '2026-11-21T12:30:00Z'],
    ['by the clock on the wall, at half an hour', noon, '07:00:00', 'Asia/Kolkata', '2026-11-21T08:00:00Z'],
    ['by the clock on the wall, at midnight', { from: 0, to: 60 }, '05:10:00', 'America/New_York', '2026-11-21T06:00:00Z'],
  ])('%s', (_what, hours, time, timeZone, end) => {
    expect(endOfQuietHours(hours, at(time), timeZone)).toBe(end === null ? null : Date.parse(end));
  });

  it.each([
    ['an hour longer when the clocks are set back', '2026-10-24T20:30:00Z', '2026-10-25T06:00:00Z'],
    ['an hour shorter when they are set forward', '2026-03-28T21:30:00Z', '2026-03-29T05:00:00Z'],
  ])('end at their time by the clock on the wall: %s', (_what, evening, end) => {
    for (let now = Date.parse(evening); now < Date.parse(end); now += 60_000) {
      expect(endOfQuietHours(night, now, 'Europe/Berlin')).toBe(Date.parse(end));
    }
    expect(endOfQuietHours(night, Date.parse(end), 'Europe/Berlin')).toBeNull();
  });

  it('that end at a time which the clock leaves out are over after it, and never end before they do', () => {
    const toGap = { from: 22 * 60, to: 2 * 60 + 30 };
    for (let now = Date.parse('2026-03-28T21:00:00Z'); now < Date.parse('2026-03-29T01:00:00Z'); now += 60_000) {
      expect(endOfQuietHours(toGap, now, 'Europe/Berlin')).toBeGreaterThan(now);
    }
    expect(endOfQuietHours(toGap, Date.parse('2026-03-29T01:30:00Z'), 'Europe/Berlin')).toBeNull();
  });
});
