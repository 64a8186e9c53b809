import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { cannotBrowse, launchBrowser, type TestBrowser } from '../support/chromium.ts';
import { startGatehouse, type TestGatehouse } from '../support/gatehouse.ts';
import { authorizationUrl, makePkce, register } from '../support/oauth-client.ts';

describe.skipIf(cannotBrowse)('a real browser (skipped without Chromium outside CI)', () => {
  let browser: TestBrowser;
  let gatehouse: TestGatehouse;
  let client: Server;
  let redirect: string;
  const arrived = (request: IncomingMessage, response: ServerResponse) => void response.end(`client got ${request.url}`);
  let callback: (request: IncomingMessage, response: ServerResponse) => unknown = arrived;
  afterEach(() => {
    callback = arrived;
  });
  beforeAll(async () => {
    gatehouse = await startGatehouse();
    client = createServer((request, response) => void callback(request, response)).listen(0, '127.0.0.1');
    await new Promise((resolve) => client.once('listening', resolve));
    redirect = `http://127.0.0.1:${(client.address() as { port: number }).port}/callback`;
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    client?.close();
    await gatehouse?.close();
  });

  const open = async (javaScriptEnabled: boolean) => {
    const { client_id } = await register(gatehouse.url, { client_name: 'Browser <b>test</b>', redirect_uris: [redirect] });
    const page = await (await browser.newContext({ javaScriptEnabled })).newPage();
    await page.goto(authorizationUrl(gatehouse.url, String(client_id), makePkce().challenge, { redirect_uri: redirect }));
    const request = gatehouse.desk.list().find((each) => each.client.id === client_id);
    return { page, request };
  };

  it.each([
    ['with script', true],
    ['without script', false],
  ])('%s the waiting page shows the code and leads back to the client', async (_name, scripted) => {
    const { page, request } = await open(scripted);
    expect(await page.textContent('.code')).toBe(request?.code);
    expect(await page.textContent('main')).toContain('“Browser <b>test</b>” wants to use your memories');
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'allow', scopes: ['memory:read'], for: 'once', compartment: 'default' }, 'terminal');
    await page.waitForURL(`${redirect}?**`);
    const url = new URL(page.url());
    expect([url.searchParams.get('state'), url.searchParams.get('iss')]).toEqual(['state-1', gatehouse.url]);
    expect(url.searchParams.get('code')).toMatch(/^ghc_/);
  });

  it('Cancel leads back to the client with a no, also where the page itself learns first that nothing waits any more', async () => {
    const { page } = await open(true);
    await page.evaluate(`{
      const ways = [];
      navigation.addEventListener('navigate', ({ destination }) => ways.push(new URL(destination.url).pathname));
      new MutationObserver(() => console.log(ways.join())).observe(document.getElementById('asking'), { attributes: true });
    }`);
    const known = page.waitForEvent('console');
    callback = (request, response) => void known.then(() => arrived(request, response));
    await page.click('text=Cancel');
    expect((await known).text()).toMatch(/^\/oauth\/authorize\/[\w-]+\/cancel$/);
    await page.waitForURL(`${redirect}?**`);
    expect(new URL(page.url()).searchParams.get('error')).toBe('access_denied');
  });

  it('where the way back opens no page, this one says that it was answered', async () => {
    const { page, request } = await open(true);
    callback = (_request, response) => void response.writeHead(204).end();
    await gatehouse.desk.decide(request?.id ?? '', { answer: 'deny', notAsked: false }, 'terminal');
    await page.waitForSelector('text=This request was answered');
    expect(await page.isVisible('.code')).toBe(false);
  });

  it('a website that opens the request is told to the person as a fact', async () => {
    const { client_id } = await register(gatehouse.url, { client_name: 'From a site', redirect_uris: [redirect] });
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://localhost:${new URL(redirect).port}/site`);
    const target = authorizationUrl(gatehouse.url, String(client_id), makePkce().challenge, { redirect_uri: redirect });
    await page.evaluate((url) => {
      (globalThis as unknown as { location: { href: string } }).location.href = url;
    }, target);
    await page.waitForSelector('.code');
    expect(gatehouse.desk.list().find((each) => each.client.id === client_id && each.stage === 'asking')?.warnings).toEqual(['A website opened this request']);
    await page.close();
  });

  it('a website can neither frame the page nor register by a form', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`http://localhost:${new URL(redirect).port}/site`);
    const before = (await gatehouse.store.clients.list()).length;
    const answers = await page.evaluate(`(async () => {
      const frame = document.createElement('iframe');
      frame.src = '${gatehouse.url}/oauth/authorize?client_id=x';
      document.body.append(frame);
      const form = { method: 'POST', mode: 'no-cors', headers: { 'content-type': 'text/plain' }, body: '{"redirect_uris":["http://127.0.0.1/"]}' };
      const answer = await fetch('${gatehouse.url}/oauth/register', form).catch(() => null);
      return answer?.type ?? 'failed';
    })()`);
    expect(['opaque', 'failed']).toContain(answers);
    expect((await gatehouse.store.clients.list()).length).toBe(before);
    await page.close();
  });
});
