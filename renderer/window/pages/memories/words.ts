/** Every sentence of the pages about memories. */
import { quotedName } from '../../../../src/shared/plain-text.ts';
import type { AddedView, AuthorView, HeldView } from '../../../../src/shared/views.ts';

const count = (number: number, one: string, many: string): string => (number === 1 ? `1 ${one}` : `${number.toLocaleString('en')} ${many}`);
export const memories = (number: number): string => count(number, 'memory', 'memories');

export const MEMORIES = {
  title: 'Memories',
  sections: 'Kinds of memories',
  all: 'All',
  held: 'Held',
  suggestions: 'Suggestions',
  bin: 'Bin',
  compartments: 'Compartments',
  moving: 'Import and export',
  add: 'Add a memory',
  search: 'Search the memories',
  empty: 'Nothing remembered yet. Programs with permission will add memories, or add one yourself.',
  noneFound: 'No memory is like that.',
  best: 'These are the best hundred. More words find more.',
  isOld: 'Something has changed since this was read.',
  text: 'Memory',
  addedBy: 'Added by',
  added: 'Added',
  changed: 'Changed',
  lastRead: 'Last read by',
  never: 'nobody yet',
  tags: 'Tags',
  kind: 'Kind',
  compartment: 'Compartment',
  expires: 'Forgotten by itself',
  details: 'Details',
  id: 'Id',
  any: 'Any',
  everywhere: 'All',
  anyone: 'Anyone',
  you: 'You',
  imports: 'Imports',
  when: 'When',
  save: 'Save',
  cancel: 'Cancel',
  edit: 'Edit',
  delete: 'Delete',
  back: 'Back to the list',
  showAll: (length: number) => `Show all ${length.toLocaleString('en')} characters`,
  open: 'Open',
  clear: 'Clear the filters',
} as const;

export const TIMES = [
  { value: 'any', text: 'Any time', days: null },
  { value: 'day', text: 'Last 24 hours', days: 1 },
  { value: 'week', text: 'Last 7 days', days: 7 },
  { value: 'month', text: 'Last 30 days', days: 30 },
  { value: 'year', text: 'Last year', days: 365 },
] as const;

export const FORGET = {
  title: (number: number) => (number === 1 ? 'Delete this memory?' : `Delete ${memories(number)}?`),
  text: 'Programs do not find it any more. It stays in the bin for 30 days.',
  done: (number: number) => `${memories(number)} deleted.`,
  undone: 'It is back.',
  chosen: (number: number) => `${memories(number)} chosen`,
  choseNone: 'Choose none',
  moveTo: 'Move to',
  move: 'Move',
  moved: (number: number, to: string) => `${memories(number)} moved to ${to}.`,
  left: (number: number) => `${memories(number)} stayed: exactly that is remembered there already.`,
} as const;

export const TAKE_BACK = {
  action: (name: string | null) => `Undo everything ${quotedName(name)} wrote`,
  title: (name: string | null) => `Undo everything ${quotedName(name)} wrote?`,
  text: 'What it added goes into the bin, and what it changed becomes what it was before. You can undo this as one.',
  confirm: 'Undo its writing',
  done: (number: number) => `${memories(number)} taken back.`,
} as const;

export const FORM = {
  addTitle: 'Add a memory',
  editTitle: 'Edit the memory',
  text: 'Text',
  tags: 'Tags',
  tagsHint: 'Separated by commas.',
  kind: 'Kind',
  kindHint: 'One word, such as note, fact or preference.',
  added: {
    stored: 'Added.',
    existing: 'Exactly that is remembered already. Its tags and kind stay.',
    // What is written here never runs out.
    changed: 'Exactly that is remembered already. It would have run out and is kept for good now; its tags and kind stay.',
    restored: 'Exactly that had been forgotten, and is back, with these tags and this kind.',
  } satisfies Record<AddedView['outcome'], string>,
  saved: 'Saved. The version before is kept.',
} as const;

export const VERSIONS = {
  title: 'Versions',
  current: 'current',
  version: (number: number) => `Version ${number}`,
  takeBack: 'Take back to this',
  done: 'Taken back. What was there is kept as a version.',
} as const;

export const BIN = {
  search: 'Search the bin',
  empty: 'The bin is empty. What is deleted stays here for 30 days.',
  deleted: 'Deleted',
  restore: 'Restore',
  restored: (number: number) => `${memories(number)} restored.`,
  cannot: 'It cannot come back: exactly that is remembered again.',
  forGood: 'Delete for good',
  forGoodTitle: (number: number) => (number === 1 ? 'Delete it for good?' : `Delete ${memories(number)} for good?`),
  forGoodText: 'It is gone with all its versions. Nobody can bring it back.',
  forGoodDone: 'Deleted for good.',
  emptyIt: 'Empty the bin',
  emptyTitle: 'Empty the bin?',
  emptyText: 'Everything in it is gone with all its versions. Nobody can bring it back.',
  ranOut: 'It ran out',
} as const;

export const HELD = {
  search: 'Search what is held',
  noneFound: 'Nothing held is like that.',
  empty: 'Nothing is held. What looks like a secret or an instruction waits here for you instead of being remembered.',
  title: 'Held memory',
  what: 'Text',
  why: 'Why',
  from: 'From',
  when: 'When',
  reason: { secret: 'It looks like a secret', instruction: 'It looks like an instruction to the assistant' } satisfies Record<HeldView['reason'], string>,
  short: { secret: 'Secret', instruction: 'Instruction' } satisfies Record<HeldView['reason'], string>,
  origin: {
    new: 'It would be a new memory.',
    change: 'It would change a memory, which stays as it is meanwhile.',
    past: 'It was a memory until the rules changed.',
  } satisfies Record<HeldView['origin'], string>,
  rule: 'Rule',
  show: 'Show it',
  release: 'Release',
  releaseTitle: 'Release it?',
  releaseText: 'It becomes a memory, and programs with permission will read it.',
  released: 'It is a memory now.',
  delete: 'Delete',
  deleteTitle: 'Delete it for good?',
  deleteText: 'It never becomes a memory, and nobody can bring it back.',
  deleted: 'Deleted.',
} as const;

export const COMPARTMENTS = {
  hint: 'A program reads and writes in the compartment that you chose when you allowed it.',
  line: (inside: number, connections: number) => `${memories(inside)}, ${count(connections, 'connection', 'connections')}`,
  reads: (names: readonly string[]) => (names.length === 0 ? 'Its programs read nothing else.' : `Its programs may also read ${names.join(', ')}.`),
  create: 'New compartment',
  createAction: 'Create',
  created: (name: string) => `${name} is there. You can choose it when a program asks.`,
  rename: 'Rename',
  name: 'Name',
  renamed: 'Renamed.',
  windows: 'May also read',
  windowsOf: (name: string) => `Programs connected to ${name} may also read`,
  done: 'Done',
  remove: 'Remove',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'It is empty. Nothing that is remembered is lost.',
  removed: 'Removed.',
} as const;

export const SUGGESTIONS = {
  empty: 'Nothing to tidy up here.',
  hint: 'Nothing happens before you apply one, and everything can be undone.',
  apply: 'Apply',
  applied: 'Done.',
  more: 'Look further',
  looked: 'Nothing among the newest ones. Look further back?',
  kinds: { duplicates: 'Duplicates', contradiction: 'Contradiction', stale: 'Long unused', expiring: 'Should run out', tags: 'Tags alike' },
} as const;

export const MOVING = {
  export: 'Export',
  exportHint: 'One file with everything that is remembered, its versions and the bin.',
  what: 'What',
  everything: 'Everything',
  seal: 'Seal it with a passphrase',
  open: 'It is not sealed: whoever reads the file knows all of it.',
  sealed: 'Only the passphrase opens it. Without it nobody can, Gatehouse neither.',
  passphrase: 'Passphrase',
  again: 'Passphrase once more',
  short: (least: number) => `At least ${least} characters. Four or five words that nobody would put together are good.`,
  differ: 'They are not the same.',
  write: 'Export',
  writing: (done: number, all: number) => `Exporting: ${done.toLocaleString('en')} of ${memories(all)}`,
  sealing: 'Making the key from the passphrase…',
  written: (number: number, name: string) => `${memories(number)} exported to ${name}.`,
  import: 'Import',
  importHint:
    'An export of Gatehouse, server-memory, mcp-memory-service, basic-memory, ChatGPT or Claude, or Markdown files. First you see what would come in; nothing is changed before you say so.',
  chooseFile: 'Choose files',
  chooseFolder: 'Choose a folder',
  into: 'Into',
  own: 'Also own messages and documents of projects',
  opening: 'Opening…',
  unseal: 'Open',
  sealedFile: (name: string) => `${name} is sealed.`,
  reading: (number: number) => `Reading: ${number.toLocaleString('en')}`,
  looking: (number: number, all: number) => `Looking: ${number.toLocaleString('en')} of ${all.toLocaleString('en')}`,
  importing: (number: number, all: number) => `Importing: ${number.toLocaleString('en')} of ${all.toLocaleString('en')}`,
  preview: 'What would come in',
  run: (number: number) => `Import ${memories(number)}`,
  restore: (number: number) => `Restore ${memories(number)}`,
  from: 'From',
  fresh: 'New',
  back: 'Back out of the bin',
  existing: 'There already',
  kept: 'There until a day, and then for good',
  held: 'Held for you',
  refused: 'Left out',
  cut: 'Shortened',
  unreadable: 'Unreadable',
  otherFiles: 'Other files, not looked into',
  whole: 'The export is whole.',
  restored: (number: number) => `${memories(number)} restored.`,
  binned: (number: number) => `${memories(number)} ${number === 1 ? 'is' : 'are'} in the bin here, and ${number === 1 ? 'stays' : 'stay'} there.`,
  partly: (number: number) => `What came before it is in: ${number.toLocaleString('en')}.`,
  imported: (number: number, refused: number, because: string | null) =>
    [`${memories(number)} imported.`, refused > 0 ? `${refused.toLocaleString('en')} left out. ${because ?? ''}` : ''].join(' ').trim(),
  importUndone: 'The import is undone: what came in is in the bin, and what it had held is gone.',
  nothing: 'Nothing in it is new here.',
  other: 'Choose another',
  deleteAll: 'Delete all',
  deleteAllHint: 'Everything that is remembered goes into the bin and stays there for 30 days.',
  deleteAllAction: 'Delete all memories',
  deleteAllTitle: (number: number) => `Delete all ${memories(number)}?`,
  deleteAllText: 'Programs find none of them any more. They stay in the bin for 30 days.',
  deleteAllWord: 'delete',
  failed: 'That did not work. Nothing was changed.',
} as const;

/** Who wrote it. What a program calls itself is in quotes. */
export function authorWords({ source, name }: AuthorView): string {
  if (source === 'person') return 'you';
  if (source === 'client') return quotedName(name);
  return name === null ? 'an import' : `an import from ${quotedName(name)}`;
}
