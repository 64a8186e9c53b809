/** The pages of the window, in the order of the rail. The first is where it opens. */
import { AboutPage } from './about.tsx';
import { ActivityPage } from './activity.tsx';
import { ClientsPage } from './clients.tsx';
import { ConnectPage } from './connect.tsx';
import { MemoriesPage } from './memories.tsx';
import type { PageEntry } from './page-entry.ts';
import { RequestsPage } from './requests.tsx';
import { SessionsPage } from './sessions.tsx';
import { SettingsPage } from './settings.tsx';

export const PAGES: readonly PageEntry[] = [
  { name: 'clients', title: 'Clients', count: ({ connected }) => connected, Show: ClientsPage },
  { name: 'requests', title: 'Requests', count: ({ waiting }) => waiting, Show: RequestsPage },
  { name: 'sessions', title: 'Sessions', Show: SessionsPage },
  { name: 'memories', title: 'Memories', count: ({ memories }) => memories, Show: MemoriesPage },
  { name: 'activity', title: 'Activity', Show: ActivityPage },
  { name: 'connect', title: 'Connect a program', Show: ConnectPage },
  { name: 'settings', title: 'Settings', Show: SettingsPage },
  { name: 'about', title: 'About', Show: AboutPage },
];
