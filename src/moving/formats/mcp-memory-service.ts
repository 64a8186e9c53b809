/** The JSON export of mcp-memory-service: `{"export_metadata": …, "memories": […]}`, or the list alone. */
import { readElements } from '../read-elements.ts';
import type { Format, Reading, SourceFile } from '../reading.ts';
import { isFields, text, texts, time } from '../values.ts';

export const mcpMemoryService: Format = {
  name: 'mcp-memory-service',
  program: 'mcp-memory-service',
  isOwn: /\.json$/i,
  async *read(files) {
    for (const file of files) {
      for await (const { number, value } of readElements(file, 'memories')) yield readMemory(value, `${file.path}, memory ${number}`, file);
    }
  },
};

function readMemory(value: unknown, place: string, file: SourceFile): Reading {
  if (!isFields(value) || text(value.content) === '') return { problem: { place, what: 'has no content' } };
  const createdAt = time(value.created_at) ?? time(value.created_at_iso) ?? file.modifiedAt;
  return {
    item: {
      content: text(value.content),
      tags: texts(value.tags),
      kind: text(value.memory_type) || 'note',
      metadata: isFields(value.metadata) ? value.metadata : {},
      createdAt,
      updatedAt: time(value.updated_at) ?? time(value.updated_at_iso) ?? createdAt,
      place,
    },
  };
}
