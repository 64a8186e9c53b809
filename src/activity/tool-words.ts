/** What a program did with a tool, in the person's words. The log keeps the tool's own name, which may be one of an older version. */
type Words = { readonly did: string; readonly wanted: string };

const WORDS: Readonly<Record<string, Words>> = {
  memory_recall: { did: 'Recalled memories', wanted: 'recall memories' },
  memory_search: { did: 'Searched memories', wanted: 'search memories' },
  memory_status: { did: 'Asked how many memories there are', wanted: 'ask how many memories there are' },
  memory_store: { did: 'Stored a memory', wanted: 'store a memory' },
  memory_update: { did: 'Changed a memory', wanted: 'change a memory' },
  memory_forget: { did: 'Forgot memories', wanted: 'forget memories' },
  memory_reflect: { did: 'Looked through memories for what could be tidied', wanted: 'look through memories for what could be tidied' },
  memory_configure: { did: 'Read or changed settings of memories', wanted: 'read or change settings of memories' },
};

/** @returns a sentence about one call */
export function toolWords(tool: string, outcome: 'done' | 'failed' | 'refused'): string {
  const { did, wanted } = WORDS[tool] ?? { did: `Used ${tool}`, wanted: `use ${tool}` };
  if (outcome === 'done') return did;
  return outcome === 'failed' ? `Tried to ${wanted}; it did not work` : `Wanted to ${wanted} and was not allowed to`;
}
