/** Settings from the environment, for servers. */
import { type ChosenSettings, type Declared, SETTINGS, type SettingName } from './settings/declared.ts';
import { type Rule, readBy } from './settings/rule.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** @throws StartError naming the variable, its value and what is allowed */
export function readEnvironment(environment: Environment): ChosenSettings {
  const settings: Record<string, unknown> = {};
  for (const [name, declared] of Object.entries(SETTINGS)) {
    const said = saidOf(declared, environment);
    if (said !== null) settings[name] = readBy(said.rule, said.text, said.variable);
  }
  return settings;
}

/** @returns the variable that decides a setting, and what it says; null when none does */
export function variableOf(setting: SettingName, environment: Environment): { readonly variable: string; readonly text: string } | null {
  return saidOf(SETTINGS[setting], environment);
}

/** The first that says something. An empty variable says nothing. */
function saidOf(declared: Declared, environment: Environment) {
  const ours = declared.variables.map((variable): [string, Rule<unknown>] => [variable, declared]);
  for (const [variable, rule] of [...ours, ...Object.entries(declared.inOtherUnits ?? {})]) {
    const text = environment[variable] ?? '';
    if (text !== '') return { variable, rule, text };
  }
  return null;
}
