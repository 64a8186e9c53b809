import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import type { WindowApi } from '../../src/shared/ipc.ts';
import { createBroker } from './api/broker.ts';
import { BrokerContext } from './api/use-broker.ts';
import { ConfirmProvider } from './parts/confirm.tsx';
import { NoticeProvider } from './parts/notice.tsx';
import { App } from './shell/app.tsx';

/** Draws the window. @param api the way to the broker: the preload's, or one over HTTP where a browser shows it */
export function showWindow(api: WindowApi): void {
  const place = document.getElementById('window');
  if (place === null) throw new Error('The page has no place for the window.');
  createRoot(place).render(
    <StrictMode>
      {/* Every sentence is English, so what is read aloud around it is as well. */}
      <I18nProvider locale="en">
        <BrokerContext value={createBroker(api)}>
          <NoticeProvider>
            <ConfirmProvider>
              <App />
            </ConfirmProvider>
          </NoticeProvider>
        </BrokerContext>
      </I18nProvider>
    </StrictMode>,
  );
}
