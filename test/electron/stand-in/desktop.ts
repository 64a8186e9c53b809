/** The rest of the desktop: screens, power, theme, boxes, pictures, the outside. */
import { EventEmitter } from 'node:events';

const AREA = { x: 0, y: 0, width: 1280, height: 800 };
const DISPLAY = { id: 1, bounds: AREA, workArea: AREA, scaleFactor: 1 };

export type Answer = { response: number; checkboxChecked?: boolean };

export function createDesktop() {
  const answers: Answer[] = [];
  const asked: Record<string, unknown>[] = [];
  const opened: string[] = [];
  const told: { title: string; body: string }[] = [];
  let idle = 0;

  class Notification extends EventEmitter {
    static isSupported = () => true;
    readonly #options: { title: string; body: string };
    constructor(options: { title: string; body: string }) {
      super();
      this.#options = options;
    }
    show(): void {
      told.push(this.#options);
      this.emit('show');
    }
    close = () => undefined;
  }

  return {
    screen: Object.assign(new EventEmitter(), {
      getCursorScreenPoint: () => ({ x: 640, y: 400 }),
      getDisplayNearestPoint: () => DISPLAY,
      getPrimaryDisplay: () => DISPLAY,
      getAllDisplays: () => [DISPLAY],
    }),
    powerMonitor: Object.assign(new EventEmitter(), {
      getSystemIdleState: (threshold: number) => (idle >= threshold ? 'idle' : 'active') as 'idle' | 'active' | 'locked' | 'unknown',
      setSystemIdleTime: (seconds: number) => {
        idle = seconds;
      },
    }),
    nativeTheme: Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false, inForcedColorsMode: false }),
    nativeImage: { createFromPath: (path: string) => ({ path, isEmpty: () => false, setTemplateImage: () => undefined }) },
    shell: { openExternal: async (url: string) => void opened.push(url), opened },
    /** A box is answered with what was put in `answers`, or never. */
    dialog: {
      answers,
      asked,
      async showMessageBox(...words: unknown[]): Promise<Answer> {
        const options = (words.at(-1) ?? {}) as Record<string, unknown> & { signal?: AbortSignal; cancelId?: number };
        asked.push(options);
        const [answer] = answers.splice(0, 1);
        if (answer !== undefined) return answer;
        return new Promise((resolve) => options.signal?.addEventListener('abort', () => resolve({ response: options.cancelId ?? 0 })));
      },
      showErrorBox: (title: string, content: string) => void asked.push({ title, content }),
    },
    Notification,
    /** What notifications said. */
    notifications: told,
  };
}
