/** Desktop or headless: decided from what the person said and what the machine has, and always with a reason. */

/**
 * @param {{ args: readonly string[], env: Record<string, string | undefined>, platform: string }} facts
 * @returns {string | null} why it runs headless; null where the desktop app can be shown
 */
export function whyHeadless({ args, env, platform }) {
  if (args.includes('--headless')) return '--headless was given';
  if (isSet(env.CI)) return 'CI is set';
  if (!hasDisplay(env, platform)) return 'there is no display';
  return null;
}

function hasDisplay(env, platform) {
  if (platform === 'linux' || platform.endsWith('bsd')) return isGiven(env.DISPLAY) || isGiven(env.WAYLAND_DISPLAY);
  // A login over the network has no screen of its own.
  return !isGiven(env.SSH_CONNECTION) && !isGiven(env.SSH_TTY);
}

function isSet(value) {
  return isGiven(value) && value !== 'false' && value !== '0';
}

function isGiven(value) {
  return value !== undefined && value !== '';
}
