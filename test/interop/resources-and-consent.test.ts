import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityView, RequestView } from '../../src/shared/views.ts';
import { allowNext, nextRequest } from '../support/answer.ts';
import { type Broker, removeDirectory, startBroker } from '../support/broker.ts';
import { type BrokerConnection, connectBroker } from '../support/connect-broker.ts';

describe.each([
  { era: 'legacy', options: {} },
  { era: 'modern', options: { versionNegotiation: { mode: 'auto' } } },
] as const)('the official MCP client v2, $era era, beyond the tools', ({ era, options }) => {
  let broker: Broker;
  let connection: BrokerConnection;
  let client: Client;
  let ids: string[];
  beforeAll(async () => {
    broker = await startBroker();
    [connection] = await Promise.all([connectBroker(broker.issuer), allowNext(broker)]);
    client = new Client({ name: 'beyond', version: '1.0.0' }, options as never);
    const headers = { authorization: `Bearer ${connection.tokens.access_token}` };
    await client.connect(new StreamableHTTPClientTransport(new URL(broker.mcp), { requestInit: { headers } }));
    ids = [];
    for (const content of ['The quay is closed on Sundays', 'The ferry leaves at nine']) ids.unshift(await store(content));
  });
  afterAll(async () => {
    await client.close();
    await broker.stop();
    removeDirectory(broker.directory);
  });

  async function store(content: string): Promise<string> {
    const { structuredContent } = await client.callTool({ name: 'memory_store', arguments: { content, tags: ['harbour'] } });
    return (structuredContent as { id: string }).id;
  }
  const text = (result: unknown) => (result as { content: { text: string }[] }).content[0]?.text ?? '';

  it('lists and reads resources, completes, and gets a prompt', async () => {
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['memory://recent', 'memory://tags', ...ids.map((id) => `memory://item/${id}`)]);
    const { contents } = await client.readResource({ uri: `memory://item/${ids[0]}` });
    expect(JSON.parse((contents[0] as { text: string }).text)).toMatchObject({ id: ids[0], content: 'The ferry leaves at nine' });
    const { completion } = await client.complete({ ref: { type: 'ref/prompt', name: 'what_do_you_know' }, argument: { name: 'topic', value: 'ha' } });
    expect(completion.values).toEqual(['harbour']);
    const { messages } = await client.getPrompt({ name: 'what_do_you_know', arguments: { topic: 'ferry' } });
    expect(JSON.stringify(messages)).toContain('The ferry leaves at nine');
  });

  it('forgets many only after the person allowed exactly this, with the command', async () => {
    const forget = (tags: string[]) => client.callTool({ name: 'memory_forget', arguments: { filter: { tags } } });
    expect(text(await forget(['harbour']))).toContain('being asked');
    const request: RequestView = await nextRequest(broker);
    expect(request).toMatchObject({
      kind: 'call',
      permissions: [],
      call: { count: 2, conditions: ['tagged “harbour”'], samples: ['The ferry leaves at nine', 'The quay is closed on Sundays'] },
    });
    await broker.command('allow', request.code);
    expect(text(await forget(['harbour', 'other']))).toContain('being asked');
    await broker.command('deny', (await nextRequest(broker)).id);
    expect(text(await forget(['harbour', 'other']))).toContain('did not allow');
    expect((await forget(['harbour'])).structuredContent).toEqual({ forgotten: ids });
    const { activity } = await broker.command<{ activity: ActivityView[] }>('activity');
    expect(activity.map(({ words }) => words)).toEqual(
      expect.arrayContaining(['Asked for one call of memory_forget', 'Allowed one call of memory_forget (answered by command)']),
    );
    expect(JSON.stringify(activity)).not.toMatch(/ferry|quay|harbour/);
  });

  it('hears on the newer wire that something changed, until the connection is taken away; the older one has no stream (ruling 25)', async () => {
    if (era === 'legacy') {
      expect(client.getServerCapabilities()?.resources).toEqual({ listChanged: false });
      return;
    }
    const heard: string[] = [];
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => void heard.push(params.uri));
    const subscription = await client.listen({ resourcesListChanged: true, resourceSubscriptions: ['memory://recent'] });
    expect(subscription.honoredFilter).toEqual({ resourcesListChanged: true, resourceSubscriptions: ['memory://recent'] });
    await store('The lighthouse is painted in spring');
    await expect.poll(() => heard).toEqual(['memory://recent']);
    await broker.command('revoke', connection.clientId);
    expect(await subscription.closed).toBe('remote');
  });
});
