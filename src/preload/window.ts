/** The big window's only way out. */
import { contextBridge, ipcRenderer } from 'electron';
import type { WindowApi, WindowContract } from '../shared/ipc.ts';

type Calls = WindowContract['calls'];

function call<Name extends keyof Calls>(name: Name, ...words: Parameters<Calls[Name]>): Promise<ReturnType<Calls[Name]>> {
  return ipcRenderer.invoke(name, ...words);
}

contextBridge.exposeInMainWorld('gatehouse', {
  ask: (method, parameters = {}) => call('window:ask', method, parameters),
  review: (id) => call('window:review', id),
  // The event object stays here: it leads to `ipcRenderer`.
  onChanged: (listener) => void ipcRenderer.on('window:changed' satisfies keyof WindowContract['events'], () => listener()),
} satisfies WindowApi);
