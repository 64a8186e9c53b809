import { useEffect, useState } from 'react';
import type { Theme } from '../../../src/shared/live-settings.ts';
import type { StatusView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { PAGES } from '../pages/pages.ts';
import { NoticeLine } from '../parts/notice.tsx';
import { Rail } from './rail.tsx';
import { readRoute } from './route.ts';
import { useShortcuts } from './use-shortcuts.ts';

const NAMES = PAGES.map(({ name }) => name);

export function App() {
  const route = useRoute();
  const { value: status } = useLive<StatusView>('status');
  useShortcuts(NAMES);
  useTheme(status?.theme ?? null);
  const page = PAGES.find(({ name }) => name === route.page);
  if (page === undefined) return null;
  return (
    <div className="app">
      <Rail current={route.page} status={status} />
      <main id="page">
        {/* Each address is a page of its own: nothing that was typed on one is on the next. */}
        <page.Show key={location.hash} about={route.about} />
        <NoticeLine />
      </main>
    </div>
  );
}

function useRoute() {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return readRoute(hash, NAMES);
}

/** The app sets it for its own windows; a browser goes by the page. */
function useTheme(theme: Theme | null): void {
  useEffect(() => {
    if (theme !== null) document.documentElement.dataset.theme = theme;
  }, [theme]);
}
