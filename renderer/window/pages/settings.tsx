import { USUAL_SETTINGS } from '../../../src/shared/live-settings.ts';
import type { EditableSetting } from '../../../src/shared/settings-view.ts';
import type { StatusView } from '../../../src/shared/views.ts';
import { useLive } from '../api/use-live.ts';
import { Fact, Facts } from '../parts/facts.tsx';
import { Page } from '../parts/page.tsx';
import { Section } from '../parts/section.tsx';
import { ChoiceSetting } from './settings/choice-setting.tsx';
import { Keys } from './settings/keys.tsx';
import { Meaning } from './settings/meaning.tsx';
import { Quiet } from './settings/quiet.tsx';
import { TextSetting } from './settings/text-setting.tsx';
import { ToggleSetting } from './settings/toggle-setting.tsx';
import { useSettings } from './settings/use-settings.ts';
import { CHOICES, SETTINGS, TEXTS, TOGGLES } from './settings/words.ts';

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
  const choice = (name: keyof typeof CHOICES) => {
    const setting = find(name);
    return setting === null ? null : <ChoiceSetting setting={setting} {...CHOICES[name]} />;
  };
  return (
    <Page title={SETTINGS.title} problem={problem}>
      <Quiet>
        {choice('duration')}
        {text('promptTimeout')}
        {text('quietHours')}
      </Quiet>
      <Section title={SETTINGS.app}>
        {toggle('startAtLogin', false)}
        {choice('theme')}
      </Section>
      <Section title={SETTINGS.programs}>
        {toggle('remoteRedirects', USUAL_SETTINGS.remoteRedirects)}
        {text('allowedOrigins')}
        {toggle('documentFetches', USUAL_SETTINGS.documentFetches)}
        {text('documentHosts')}
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

function Place({ status: { dataDirectory } }: { readonly status: StatusView }) {
  return (
    <Section title={SETTINGS.place}>
      <Facts>
        <Fact term={SETTINGS.directory}>
          <code>{dataDirectory}</code>
        </Fact>
      </Facts>
      <p className="soft small">{SETTINGS.directoryHint}</p>
    </Section>
  );
}
