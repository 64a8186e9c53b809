/**
 * What runs in a page before any script of its own: in the isolated world Electron's renderer modules and the preload, in
 * the main world the receiving end of contextBridge. Both meet on the document, under a name that only they know.
 */

export const ISOLATED_WORLD = 'Electron Isolated Context';
/** The way out of the isolated world; no other world has it. */
export const BINDING = 'standInSend';

/** @param secret name of the events between the worlds */
export function mainWorld(secret: string): string {
  return `(() => {
  if (window !== window.top) return;
  const secret = ${JSON.stringify(secret)};
  const listen = document.addEventListener.bind(document), tell = document.dispatchEvent.bind(document), Custom = CustomEvent;
  const { parse, stringify } = JSON, waiting = new Map(), callbacks = new Map();
  let last = 0;
  const say = (kind, detail) => tell(new Custom(secret + kind, { detail: stringify(detail) }));
  const bridged = (what) => {
    if ('call' in what) return (...words) => new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, [resolve, reject]);
      const sent = words.map((word) => {
        if (typeof word !== 'function') return { value: word };
        callbacks.set(++last, word);
        return { callback: last };
      });
      say(':call', { id, call: what.call, words: sent });
    });
    if (!('members' in what)) return what.value;
    return Object.freeze(Object.fromEntries(Object.entries(what.members).map(([name, member]) => [name, bridged(member)])));
  };
  listen(secret + ':expose', (event) => {
    const { name, what } = parse(event.detail);
    Object.defineProperty(window, name, { value: bridged(what), enumerable: true, configurable: false, writable: false });
  });
  listen(secret + ':answer', (event) => {
    const { id, value, error } = parse(event.detail), [resolve, reject] = waiting.get(id) ?? [];
    waiting.delete(id);
    if (error === undefined) resolve?.(value); else reject?.(new Error(error));
  });
  listen(secret + ':callback', (event) => {
    const { callback, words } = parse(event.detail);
    callbacks.get(callback)?.(...words);
  });
})();`;
}

/** @param preload source of the bundle, a CommonJS module */
export function isolatedWorld(secret: string, version: string, preload: string): string {
  return `(() => {
  if (window !== window.top) return;
  const secret = ${JSON.stringify(secret)}, send = globalThis.${BINDING};
  delete globalThis.${BINDING};
  const waiting = new Map(), listeners = new Map(), functions = [];
  let last = 0;
  const say = (kind, detail) => document.dispatchEvent(new CustomEvent(secret + kind, { detail: JSON.stringify(detail) }));
  const ipcRenderer = {
    invoke: (channel, ...words) => new Promise((resolve, reject) => {
      waiting.set(++last, [resolve, reject]);
      send(JSON.stringify({ kind: 'invoke', id: last, channel, words }));
    }),
    send: (channel, ...words) => send(JSON.stringify({ kind: 'send', channel, words })),
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      return ipcRenderer;
    },
  };
  const described = (value) => {
    if (typeof value === 'function') return { call: functions.push(value) - 1 };
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return { value };
    return { members: Object.fromEntries(Object.entries(value).map(([name, member]) => [name, described(member)])) };
  };
  document.addEventListener(secret + ':call', async (event) => {
    const { id, call, words } = JSON.parse(event.detail);
    const given = words.map((word) => 'callback' in word ? (...told) => say(':callback', { callback: word.callback, words: told }) : word.value);
    try {
      const value = await functions[call](...given);
      say(':answer', { id, value: typeof value === 'function' || value === ipcRenderer ? undefined : value });
    } catch (error) {
      say(':answer', { id, error: error.message });
    }
  });
  Object.defineProperty(globalThis, 'standInReceive', { value: ({ id, value, error, channel, words }) => {
    if (channel !== undefined) return (listeners.get(channel) ?? []).forEach((listener) => listener({ sender: ipcRenderer }, ...words));
    const [resolve, reject] = waiting.get(id) ?? [];
    waiting.delete(id);
    if (error === undefined) resolve?.(value); else reject?.(new Error(error));
  } });
  const contextBridge = { exposeInMainWorld: (name, api) => say(':expose', { name, what: described(api) }) };
  const load = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return { ipcRenderer, contextBridge };
    throw new Error('module not found: ' + name);
  };
  const process = { platform: 'linux', type: 'renderer', sandboxed: true, contextIsolated: true, versions: { electron: ${JSON.stringify(version)} }, env: {} };
  (function (require, process, module, exports) { ${preload}
  })(load, process, { exports: {} }, {});
})();`;
}
