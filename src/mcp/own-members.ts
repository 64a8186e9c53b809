/**
 * What programs put beside any tool's arguments for themselves, and send along: Gemini CLI's scheduler (google-gemini/gemini-cli#27403)
 * and n8n (n8n-io/n8n#21716). Neither is a filter that somebody hopes will hold, so neither is a reason to refuse.
 */
const OWN_MEMBERS: ReadonlySet<string> = new Set(['wait_for_previous', 'toolCallId']);

/** @param argument as it came, an object or anything else */
export function withoutOwnMembers(argument: unknown): unknown {
  if (typeof argument !== 'object' || argument === null || !Object.keys(argument).some((name) => OWN_MEMBERS.has(name))) return argument;
  return Object.fromEntries(Object.entries(argument).filter(([name]) => !OWN_MEMBERS.has(name)));
}
