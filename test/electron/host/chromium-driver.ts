/** Windows as real Chromium pages: each session a browser context, the preload in an isolated world, every request answered by the app. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Driver, IpcMessage, OpenPage, Page, PageHooks } from '../stand-in/driver.ts';
import type { Cdp } from './cdp.ts';
import type { Chromium } from './chromium.ts';
import { appUrl, webUrl } from './schemes.ts';
import { BINDING, ISOLATED_WORLD, isolatedWorld, mainWorld } from './worlds.ts';

const VERSION = '45.4.1';
/** What a page may ask for here, in Chromium's names, and Electron's for it. */
const PERMISSIONS: Readonly<Record<string, string>> = {
  notifications: 'notifications',
  geolocation: 'geolocation',
  'clipboard-read': 'clipboard-read',
  camera: 'media',
  microphone: 'media',
  midi: 'midi',
};

type Event<Parameters> = (parameters: Parameters) => void;

/** @param chromium started when the first window needs it, or before */
export function createChromiumDriver(chromium: () => Promise<Chromium>): Driver {
  const contexts = new Map<string, Promise<string>>();

  async function contextOf(cdp: Cdp, { partition, granted }: OpenPage): Promise<string> {
    const { browserContextId } = await cdp.send<{ browserContextId: string }>('Target.createBrowserContext', { disposeOnDetach: true });
    for (const [name, electronName] of Object.entries(PERMISSIONS)) {
      const setting = granted.includes(electronName) ? 'granted' : 'denied';
      await cdp.send('Browser.setPermission', { permission: { name }, setting, browserContextId });
    }
    void partition;
    return browserContextId;
  }

  return {
    async open(options, hooks) {
      const { cdp } = await chromium();
      const context = contexts.get(options.partition) ?? contextOf(cdp, options);
      contexts.set(options.partition, context);
      return openPage(cdp, await context, options, hooks);
    },
  };
}

async function openPage(cdp: Cdp, browserContextId: string, { preload, width, height }: OpenPage, hooks: PageHooks): Promise<Page> {
  const { targetId } = await cdp.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank', browserContextId, width, height, newWindow: true });
  const { sessionId } = await cdp.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
  const send = <Result = Record<string, unknown>>(method: string, parameters: object = {}) => cdp.send<Result>(method, parameters, sessionId);
  const frames = new Map<string, { url: string; isMain: boolean }>();
  const worlds = new Map<number, string>();
  let isolated: number | undefined;
  let ours: string | null = null;
  let ended = false;

  const on: Record<string, Event<never>> = {
    'Runtime.executionContextCreated': ({ context }: { context: { id: number; name: string; auxData?: { frameId: string } } }) => {
      worlds.set(context.id, context.auxData?.frameId ?? '');
      if (context.name === ISOLATED_WORLD && frames.get(context.auxData?.frameId ?? '')?.isMain !== false) isolated = context.id;
    },
    'Page.frameNavigated': ({ frame }: { frame: { id: string; url: string; parentId?: string } }) =>
      void frames.set(frame.id, { url: appUrl(frame.url), isMain: frame.parentId === undefined }),
    'Page.navigatedWithinDocument': ({ frameId, url }: { frameId: string; url: string }) => {
      if (frames.get(frameId)?.isMain !== false) hooks.onMoved(appUrl(url));
    },
    'Page.frameAttached': ({ frameId }: { frameId: string }) => void frames.set(frameId, { url: 'about:blank', isMain: false }),
    'Page.loadEventFired': () => {
      if (ours !== null) hooks.onLoaded();
    },
    'Inspector.targetCrashed': () => hooks.onGone('crashed'),
    'Runtime.bindingCalled': ({ payload, executionContextId }: { payload: string; executionContextId: number }) => {
      const frame = frames.get(worlds.get(executionContextId) ?? '') ?? { url: '', isMain: false };
      hooks.onIpc(JSON.parse(payload) as IpcMessage, frame);
    },
    'Fetch.requestPaused': (paused: Paused) => void answer(paused).catch(() => undefined),
  };
  cdp.on((method, parameters, session) => {
    if (session === sessionId) on[method]?.(parameters as never);
    else if (method === 'Target.targetCreated') newWindow(parameters as never);
  });

  function newWindow({ targetInfo }: { targetInfo: { targetId: string; type: string; url: string; openerId?: string } }): void {
    if (targetInfo.openerId === targetId && !hooks.onNewWindow(appUrl(targetInfo.url))) {
      cdp.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined);
    }
  }

  type Paused = { requestId: string; request: { url: string; method: string }; resourceType: string; frameId: string };
  async function answer({ requestId, request, resourceType, frameId }: Paused): Promise<void> {
    const url = appUrl(request.url);
    if (resourceType === 'Document' && url !== ours && !hooks.onNavigation(url, frames.get(frameId)?.isMain ?? true)) {
      await send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
      return;
    }
    const answered = await hooks.onRequest(url, request.method);
    if (answered === 'cancel') await send('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
    else if (answered === 'continue') await send('Fetch.continueRequest', { requestId });
    else {
      await send('Fetch.fulfillRequest', {
        requestId,
        responseCode: answered.status,
        responseHeaders: answered.headers.map(([name, value]) => ({ name, value })),
        body: answered.body.toString('base64'),
      });
    }
  }

  const secret = randomUUID();
  await cdp.send('Target.setDiscoverTargets', { discover: true });
  await send('Page.enable');
  await send('Inspector.enable');
  await send('Runtime.enable');
  await send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 0, mobile: false });
  await send('Emulation.setFocusEmulationEnabled', { enabled: true });
  await send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld(secret) });
  if (preload !== undefined) {
    await send('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD });
    const source = isolatedWorld(secret, VERSION, readFileSync(preload, 'utf8'));
    await send('Page.addScriptToEvaluateOnNewDocument', { worldName: ISOLATED_WORLD, source });
  }

  return {
    async goto(url) {
      // What follows the `#` is never asked for.
      ours = url.split('#')[0] ?? url;
      const { errorText } = await send<{ errorText?: string }>('Page.navigate', { url: webUrl(url) });
      if (errorText !== undefined) throw new Error(`${errorText} loading '${url}'`);
    },
    async deliver(delivery) {
      if (isolated === undefined || ended) return;
      await send('Runtime.evaluate', { contextId: isolated, expression: `standInReceive(${JSON.stringify(delivery)})` });
    },
    async resize(nextWidth, nextHeight) {
      await send('Emulation.setDeviceMetricsOverride', { width: nextWidth, height: nextHeight, deviceScaleFactor: 0, mobile: false });
    },
    async crash() {
      send('Page.crash').catch(() => undefined);
    },
    async close() {
      ended = true;
      await cdp.send('Target.closeTarget', { targetId });
    },
  };
}
