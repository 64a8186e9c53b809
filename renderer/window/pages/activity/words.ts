/** Every sentence of the page about what has happened. */

export const ACTIVITY = {
  title: 'Activity',
  search: 'Search the activity',
  empty: 'Nothing has happened yet.',
  noneFound: 'Nothing like that has happened.',
  kept: (days: number) => `Kept for ${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'}. Never the contents of memories, never a token.`,
  when: 'When',
  client: 'Program',
  what: 'What',
  result: 'Result',
  count: 'Count',
  any: 'Any',
  group: 'About',
  verify: 'Verify the chain',
  intact: (entries: number) =>
    entries === 1 ? 'The one entry is as it was written.' : `All ${entries.toLocaleString('en')} entries are as they were written.`,
  broken: (at: number) => `Entry ${at.toLocaleString('en')} is not what was written. Something outside Gatehouse has changed the record.`,
  export: 'Export',
  exporting: (count: number) => `Exporting: ${count.toLocaleString('en')}`,
  exported: (count: number, name: string) => `${count.toLocaleString('en')} ${count === 1 ? 'entry' : 'entries'} exported to ${name}.`,
  entry: (number: number) => `Entry ${number.toLocaleString('en')}`,
  copyLine: 'Copy line',
  open: 'Open the program',
  close: 'Close',
  kind: 'Kind',
  id: 'Id',
  isOld: 'More has happened since.',
} as const;

export const GROUPS = [
  { value: '', text: ACTIVITY.any },
  { value: 'requests', text: 'Requests' },
  { value: 'connections', text: 'Connections' },
  { value: 'use', text: 'Calls' },
  { value: 'memories', text: 'Memories' },
  { value: 'refusals', text: 'Refusals' },
  { value: 'gatehouse', text: 'Gatehouse itself' },
] as const;
