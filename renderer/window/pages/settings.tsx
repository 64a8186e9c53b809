import type { EditableSetting } from '../../../src/shared/settings-view.ts';
import type { StatusView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { Keys } from './settings/keys.tsx';
import { Meaning } from './settings/meaning.tsx';
import { Quiet } from './settings/quiet.tsx';
import { TextSetting } from './settings/text-setting.tsx';
import { ToggleSetting } from './settings/toggle-setting.tsx';
import { useSettings } from './settings/use-settings.ts';
import { SETTINGS, TEXTS, TOGGLES } from './settings/words.ts';

export function SettingsPage() {
  const { find, problem } = useSettings();
  const { value: status } = useLive<StatusView>('status');
  const text = (name: keyof typeof TEXTS & EditableSetting) => {
    const setting = find(name);
    return setting === null ? null : <TextSetting setting={setting} words={TEXTS[name]} />;
  };
  const toggle = (name: keyof typeof TOGGLES & EditableSetting, isOnByDefault: boolean) => {
    const setting = find(name);
    return setting === null ? null : <ToggleSetting setting={setting} words={TOGGLES[name]} isOnByDefault={isOnByDefault} />;
  };
  return (
    <Page title={SETTINGS.title} problem={problem}>
      <Quiet />
      <Section title={SETTINGS.programs}>
        <p className="soft">{SETTINGS.later}</p>
        {toggle('remoteRedirects', false)}
        {toggle('documentFetches', true)}
        {text('allowedOrigins')}
      </Section>
      <Section title={SETTINGS.time}>
        {text('clientSleep')}
        {text('activityRetention')}
        {text('accessTokenLifetime')}
        {text('codeLifetime')}
      </Section>
      <Section title={SETTINGS.address}>
        {text('port')}
        {text('externalIssuer')}
      </Section>
      <Meaning find={find} />
      {status === null ? null : (
        <>
          <Keys vault={status.vault} find={find} />
          {status.host === 'desktop' ? <Section title={SETTINGS.updates}>{toggle('updates', false)}</Section> : null}
          <Place status={status} />
        </>
      )}
    </Page>
  );
}

function Place({ status: { dataDirectory, host } }: { readonly status: StatusView }) {
  return (
    <Section title={SETTINGS.place}>
      <Facts>
        <Fact term={SETTINGS.directory}>
          <code>{dataDirectory}</code>
        </Fact>
      </Facts>
      <p className="soft small">{SETTINGS.directoryHint}</p>
      {host === 'desktop' ? <p className="soft small">{SETTINGS.tray}</p> : null}
    </Section>
  );
}
