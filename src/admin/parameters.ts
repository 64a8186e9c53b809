/** Parameters arrive as `unknown`, from a socket or a page; each reader says what it wanted. */
import { readScopes, type Scope } from '../shared/scopes.ts';
import { AdminFault } from './fault.ts';

export type Parameters = Readonly<Record<string, unknown>>;

export function readObject(value: unknown): Parameters {
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new AdminFault('params must be an object with named members');
  return value as Parameters;
}

export function readText(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== 'string' || value === '' || value.length > 512) throw new AdminFault(`${name} must be a text`);
  return value;
}

export function readOptionalText(parameters: Parameters, name: string): string | undefined {
  return parameters[name] === undefined || parameters[name] === null ? undefined : readText(parameters, name);
}

export function readChoice<Choice extends string>(parameters: Parameters, name: string, choices: readonly Choice[]): Choice | undefined {
  const value = readOptionalText(parameters, name);
  if (value === undefined) return undefined;
  const choice = choices.find((candidate) => candidate === value);
  if (choice === undefined) throw new AdminFault(`${name} must be one of ${choices.join(', ')}`);
  return choice;
}

export function readFlag(parameters: Parameters, name: string): boolean {
  const value = parameters[name] ?? false;
  if (typeof value !== 'boolean') throw new AdminFault(`${name} must be true or false`);
  return value;
}

export function readNumber(parameters: Parameters, name: string, most: number): number | undefined {
  const value = parameters[name];
  if (value === undefined) return undefined;
  if (!Number.isSafeInteger(value) || Number(value) < 1 || Number(value) > most) throw new AdminFault(`${name} must be a whole number from 1 to ${most}`);
  return Number(value);
}

/** A list of texts with at least one in it. */
export function readTexts(parameters: Parameters, name: string): readonly string[] {
  const value = parameters[name];
  if (!Array.isArray(value) || value.length === 0) throw new AdminFault(`${name} must be a list of texts`);
  return value.map((text) => readText({ [name]: text }, name));
}

/** A list of scopes, or one text with spaces; any spelling that clients use. */
export function readScopeList(parameters: Parameters, name: string): readonly Scope[] | undefined {
  const value = parameters[name];
  if (value === undefined || value === null) return undefined;
  const texts = Array.isArray(value) ? value : [value];
  const scopes = texts.map((text) => (typeof text === 'string' ? readScopes(text) : []));
  // An empty list is not "what is ticked": whoever names permissions names at least one.
  if (scopes.length === 0 || scopes.some(({ length }) => length === 0)) throw new AdminFault(`${name} must name memory:read, memory:write or memory:admin`);
  return scopes.flat();
}

/** A list of texts, empty when it is left out. */
export function readOptionalTexts(parameters: Parameters, name: string): readonly string[] {
  const value = parameters[name] ?? [];
  return Array.isArray(value) && value.length === 0 ? [] : readTexts({ [name]: value }, name);
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 24 * 3_600_000 };

/** `90d`, `12h`, `30m`. @param most milliseconds. @returns milliseconds */
export function readDuration(parameters: Parameters, name: string, most: number): number | undefined {
  const text = readOptionalText(parameters, name);
  if (text === undefined) return undefined;
  const [, amount, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  const length = Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN);
  if (!(length <= most)) throw new AdminFault(`${name} must be a time such as 90d, 12h or 30m, at most ${most / (UNITS.d ?? 1)}d`);
  return length;
}
