/** How Gatehouse is. Nothing here names a program, a memory or the person. */
import type { AboutView } from '../shared/about-view.ts';
import type { SettingView } from '../shared/settings-view.ts';
import type { StatusView } from '../shared/views.ts';
import type { AuthStore } from '../store/auth-store.ts';
import type { Admin } from './method.ts';

type Deps = {
  readonly store: AuthStore;
  readonly status: () => Promise<StatusView>;
  readonly settings: { list(): readonly SettingView[] };
  /** Bytes on disk. */
  readonly databases: () => AboutView['databases'];
  readonly system: string;
};

export function aboutMethods({ store, status, settings, databases, system }: Deps): Admin {
  async function lastFault(): Promise<AboutView['lastFault']> {
    const [latest] = await store.activity.list({ limit: 1, kind: 'fault' });
    return latest?.event.kind === 'fault' ? { at: latest.at, where: latest.event.where, id: latest.event.id } : null;
  }
  return {
    'about.get': async (): Promise<AboutView> => {
      const { version, host, issuer, mcp, startedAt, vault, dataDirectory, connected, memories } = await status();
      const changed = settings.list().filter(({ isKept }) => isKept);
      return {
        version,
        host,
        issuer,
        mcp,
        startedAt,
        vault,
        dataDirectory,
        databases: databases(),
        system,
        connected,
        memories,
        settings: changed.map(({ name }) => name),
        lastFault: await lastFault(),
      };
    },
  };
}
