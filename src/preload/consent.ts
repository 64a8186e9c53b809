/** The popup's only way out: these seven functions. The bundle is one CommonJS file, because a sandboxed preload can be no other. */
import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { ConsentApi, ConsentContract } from '../shared/ipc.ts';

type Calls = ConsentContract['calls'];
type Events = ConsentContract['events'];

function call<Name extends keyof Calls>(name: Name, ...words: Parameters<Calls[Name]>): Promise<ReturnType<Calls[Name]>> {
  return ipcRenderer.invoke(name, ...words);
}

/** The event object stays here: it leads to `ipcRenderer`. */
function on<Name extends keyof Events>(name: Name, listener: (value: Events[Name]) => void): void {
  ipcRenderer.on(name, (_event: IpcRendererEvent, value: Events[Name]) => listener(value));
}

contextBridge.exposeInMainWorld('gatehouse', {
  state: () => call('consent:state'),
  answer: (drawing, decision) => call('consent:answer', drawing, decision),
  extend: (drawing) => call('consent:extend', drawing),
  fit: (height) => call('consent:fit', height),
  seen: (isSeen) => call('consent:seen', isSeen),
  onChanged: (listener) => on('consent:changed', listener),
  onGuard: (listener) => on('consent:guard', listener),
} satisfies ConsentApi);
