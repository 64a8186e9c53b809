/** What `--from` may say. */
export const FORMAT_NAMES = ['server-memory', 'mcp-memory-service', 'basic-memory', 'markdown', 'chatgpt', 'claude'] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];
