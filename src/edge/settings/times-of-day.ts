import type { QuietHours } from '../../shared/live-settings.ts';

/** @param text such as `22:00-07:00`. @returns null when it is not two different times */
export function timesOfDay(text: string): QuietHours | null {
  const [, ...parts] = /^([01]\d|2[0-3]):([0-5]\d) ?- ?([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  const [fromHour, fromMinute, toHour, toMinute] = parts.map(Number);
  if (fromHour === undefined || fromMinute === undefined || toHour === undefined || toMinute === undefined) return null;
  const hours = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
  return hours.from === hours.to ? null : hours;
}
