/** Which methods a control socket serves. In the desktop host it can only look, ask and take away, because the AI tool has a shell. */

const LOOK = [
  'status',
  // In the desktop app to the front; elsewhere a link that opens it once.
  'window.open',
  'requests.list',
  'clients.list',
  'clients.get',
  'sessions.list',
  'activity.list',
  'activity.verify',
  'compartments.list',
  'actions.list',
  'held.list',
  'attempts.list',
];
/** Raises a question, as any program can at the port; the person answers it in the popup. */
const ASK = ['bridge.pair'];
const TAKE_AWAY = [
  'requests.deny',
  'clients.revoke',
  'clients.revokeAll',
  'clients.pause',
  'clients.block',
  'clients.remove',
  'lock',
  'sessions.end',
  'sessions.endAll',
  'grants.narrow',
  // Into the bin, from where the person brings it back.
  'memories.forget',
  'memories.forgetClient',
];
const GIVE = [
  'settings.get',
  'settings.set',
  'about.get',
  // What they show are parts of other programs' files.
  'connect.list',
  'connect.plan',
  'connect.apply',
  'connect.undo',
  'connect.test',
  'requests.allow',
  'requests.extend',
  'requests.askAgain',
  'requests.unblock',
  'quiet.begin',
  'quiet.end',
  'clients.add',
  'clients.resume',
  // A name that the person trusts must not be given by the program that wants to be trusted.
  'clients.rename',
  'unlock',
  'keys.rotate',
  'tokens.create',
  // Also deleting: it cannot be undone, and what it deletes may be the trace of an attack.
  'held.get',
  'held.release',
  'held.delete',
  'compartments.create',
  'compartments.rename',
  'compartments.remove',
  'compartments.windows',
  'memories.move',
  // To read them here is to read what every compartment keeps apart, without a connection that the person allowed.
  'memories.list',
  'memories.search',
  'memories.get',
  'memories.history',
  'memories.facets',
  'bin.list',
  'bin.delete',
  'bin.empty',
  'memories.add',
  'memories.forgetAll',
  'memories.update',
  'memories.undo',
  'memories.restore',
  'memories.reflect',
  'memories.apply',
  'memories.undoGrant',
  'actions.undo',
  'import.begin',
  'import.add',
  'restore.begin',
  'restore.add',
  'restore.end',
  'export.begin',
  'export.next',
  'export.end',
];

const DESKTOP: ReadonlySet<string> = new Set([...LOOK, ...ASK, ...TAKE_AWAY]);
const HEADLESS: ReadonlySet<string> = new Set([...DESKTOP, ...GIVE]);
/** A window that could open windows would outlive its own session. */
const NOT_IN_WINDOW: ReadonlySet<string> = new Set(['requests.allow', 'window.open']);

export function isPermitted(method: string, host: 'desktop' | 'headless'): boolean {
  return (host === 'desktop' ? DESKTOP : HEADLESS).has(method);
}

/** The desktop app's own window may do everything but answer: that is the popup's alone, and nothing that runs in the window reaches it. */
export function isPermittedInWindow(method: string): boolean {
  return HEADLESS.has(method) && !NOT_IN_WINDOW.has(method);
}

/** Whether the method exists, but only a person in front of the desktop app may use it. */
export function needsThePerson(method: string): boolean {
  return HEADLESS.has(method) && !DESKTOP.has(method);
}
