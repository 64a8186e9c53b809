import { basicMemory } from './formats/basic-memory.ts';
import { chatgpt } from './formats/chatgpt.ts';
import { claude } from './formats/claude.ts';
import { markdown } from './formats/markdown.ts';
import { mcpMemoryService } from './formats/mcp-memory-service.ts';
import { serverMemory } from './formats/server-memory.ts';
import type { Format } from './reading.ts';

/** What other programs write. Gatehouse's own export is no format of another program: it is restored, not read. */
export const FORMATS: readonly Format[] = [serverMemory, mcpMemoryService, basicMemory, markdown, chatgpt, claude];
