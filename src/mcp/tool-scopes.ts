import type { Scope } from '../shared/scopes.ts';

/** What each tool needs. A tool that is missing here cannot be registered, and a test fails on it. */
export const TOOL_SCOPES = {
  memory_recall: 'memory:read',
  memory_search: 'memory:read',
  memory_status: 'memory:read',
  memory_store: 'memory:write',
  memory_update: 'memory:write',
  memory_forget: 'memory:write',
  memory_reflect: 'memory:admin',
  memory_configure: 'memory:admin',
} as const satisfies Record<string, Scope>;

export type ToolName = keyof typeof TOOL_SCOPES;
