/** Memories as resources, for clients that let their person pick one. Reading one is a search to permissions and record. */
import { type McpServer, ResourceTemplate } from '@modelcontextprotocol/server';
import { beginningOf, plainText } from '../shared/plain-text.ts';
import { readItem, readRecent, readTags } from './reads.ts';
import { ITEM_TEMPLATE, itemUri, RECENT_URI, TAGS_URI } from './resource-uris.ts';
import type { Serving } from './serving.ts';

const JSON_TYPE = { mimeType: 'application/json' };
const LONGEST_TITLE = 60;

export function serveResources(server: McpServer, serving: Serving): void {
  const { memories, access } = serving;
  const scopeChallenge = () => serving.challenge('memory_search');
  const read = async (uri: URL, work: () => Promise<Readonly<Record<string, unknown>>>) => ({
    contents: [{ uri: uri.href, ...JSON_TYPE, text: JSON.stringify(await serving.read('memory_search', uri.href, work)) }],
  });
  const recent = () => serving.read('memory_search', RECENT_URI, () => readRecent(memories, access));

  server.registerResource(
    'recent',
    RECENT_URI,
    { title: 'Recent memories', description: 'The newest memories, newest first.', ...JSON_TYPE, scopeChallenge },
    (uri) => read(uri, () => readRecent(memories, access)),
  );
  server.registerResource(
    'tags',
    TAGS_URI,
    { title: 'Tags', description: 'Every tag and how often it is used, most used first.', ...JSON_TYPE, scopeChallenge },
    (uri) => read(uri, () => readTags(memories, access)),
  );
  server.registerResource(
    'memory',
    new ResourceTemplate(ITEM_TEMPLATE, {
      list: async () => ({ resources: (await recent()).items.map(listed) }),
      complete: { id: async (begun) => (await recent()).items.map(({ id }) => id).filter((id) => id.startsWith(begun)) },
    }),
    { title: 'One memory', description: 'A memory by its id.', ...JSON_TYPE, scopeChallenge },
    (uri, { id }) => read(uri, () => readItem(memories, access, String(id))),
  );
}

type Listed = Awaited<ReturnType<typeof readRecent>>['items'][number];

function listed({ id, content, author, created, updated }: Listed) {
  return {
    uri: itemUri(id),
    name: id,
    title: beginningOf(content, LONGEST_TITLE),
    description: `Written by ${plainText(author)}, ${created.slice(0, 10)}`,
    ...JSON_TYPE,
    annotations: { lastModified: updated },
  };
}
