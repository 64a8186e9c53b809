/** Keys that say what they are. Every quantifier has an end, so that no text makes a rule slow. */
import { looksRandom } from './looks-random.ts';
import { isPasswordLike } from './password-like.ts';

export type KeyShape = {
  readonly name: string;
  /** Lower case; a text with none of them cannot hold such a key, and is not looked at further. */
  readonly marks: readonly string[];
  /** Group 1, where there is one, is the secret. */
  readonly pattern: RegExp;
  readonly accept?: (secret: string) => boolean;
};

/** Not in the middle of a longer word: base64 spells every short prefix sooner or later. */
const START = '(?<![A-Za-z0-9_])';
const END = '(?![A-Za-z0-9])';

function shape(name: string, marks: string, body: string, accept?: KeyShape['accept']): KeyShape {
  return { name, marks: marks.split(' '), pattern: new RegExp(`${START}${body}${END}`, 'g'), ...(accept === undefined ? {} : { accept }) };
}

/** A pattern that begins with other things than a key: a header, an address. */
function form(name: string, marks: string, pattern: RegExp, accept?: KeyShape['accept']): KeyShape {
  return { name, marks: marks.split(' '), pattern, ...(accept === undefined ? {} : { accept }) };
}

const hasDigit = (secret: string) => /\d/.test(secret);
/** Of all the cookies that a header sends, one that is as good as a login. */
const hasSession = (header: string) =>
  header.split(/[;\s]{1,4}/).some((cookie) => {
    const value = cookie.slice(cookie.indexOf('=') + 1);
    return value.length >= 20 && value !== cookie && (looksRandom(value) || /^(?=[^\d]*\d)[0-9a-z]{24,128}$/i.test(value));
  });
/** "user:password" in base64, as docker and npm keep it. */
const hasUserAndPassword = (encoded: string) => /^[\w.@$+-]{1,64}:[\x21-\x7e]{4,200}$/.test(Buffer.from(encoded, 'base64').toString('latin1'));
/** Letters and digits, and one more sign or case: "anna, 2nd floor" are no credentials. */
const isMixed = (value: string) => isPasswordLike(value, false) && /[a-z]/i.test(value) && /\d/.test(value) && /[A-Z!@#$%^&*+?~=]/.test(value);
/** What stands for a password in a template. */
const FILLED_IN_LATER =
  /^(?:\$.*|%.*|.*\$[({].*|[<{[(].*|\*+|x{3,}|\.{2,}|…|-+|_+|pass|passwd|password|passwort|postgres|guest|secret|pwd|token|user|your[-_]?\w*|my[-_]?pass\w*|example|changeme|redacted|hidden|null|undefined)$/i;

export const KEY_SHAPES: readonly KeyShape[] = [
  form(
    'pem-private-key',
    'private',
    /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?:\\[nrt]|[\s"'`+>|#*,\\]|[A-Za-z-]{3,20}:[^\n]{0,101}\n){0,40}((?:MI|b3BlbnNzaC1r|[A-Za-z0-9+/]{24})[A-Za-z0-9+/=]{8,10000})/g,
  ),
  form('putty-private-key', 'private-lines', /Private-Lines: ?\d{1,3}\s{1,4}([A-Za-z0-9+/=]{16,200})/g),
  form('jwk-private-key', '"kty" \'kty\'', /["']d["']\s{0,4}:\s{0,4}["']([A-Za-z0-9_-]{40,800})["']/g),
  shape('age-secret-key', 'age-secret-key-', '(?:AGE-SECRET-KEY-1[0-9A-Z]{50,70})'),
  // Not behind a hyphen: each of many would be a beginning to look along from.
  shape(
    'json-web-token',
    'eyj',
    '(?<!-)eyJ[A-Za-z0-9_-]{10,4000}\\.(?:eyJ[A-Za-z0-9_-]{5,8000}|[A-Za-z0-9_-]{0,1000}\\.[A-Za-z0-9_-]{8,200}\\.[A-Za-z0-9_-]{8,8000})\\.[A-Za-z0-9_-]{16,1500}',
  ),
  shape('gatehouse', 'gh', 'gh[a-z]_[A-Za-z0-9_-]{43}'),
  shape('github', 'ghp_ gho_ ghu_ ghs_ ghr_ github_pat_', '(?:gh[pousr]_[A-Za-z0-9]{30,255}|github_pat_[A-Za-z0-9_]{22,255})'),
  shape('gitlab', 'gl', 'gl(?:pat|dt|rt|rtr|cbt|ptt|ft|soat|imt|agent|oas|ffct)-[A-Za-z0-9_=-]{20,200}(?:\\.[A-Za-z0-9_.-]{2,40})?', hasDigit),
  shape('aws-access-key', 'akia asia abia acca', '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}'),
  shape('slack', 'xox xapp-', '(?:xox[abeoprs](?:\\.xox[bp])?-[A-Za-z0-9-]{10,250}|xapp-\\d-[A-Z0-9]{5,20}-\\d{5,20}-[a-z0-9]{16,100})', hasDigit),
  form('slack-webhook', 'hooks.slack.com', /hooks\.slack\.com\/(?:services|workflows|triggers)\/([A-Z0-9]{5,15}\/[A-Z0-9]{5,15}\/[A-Za-z0-9]{16,60})/g),
  form('discord-webhook', 'api/webhooks', /discord(?:app)?\.com\/api\/webhooks\/\d{15,20}\/([\w-]{50,100})/g),
  shape('discord', '.', '[MNO][A-Za-z0-9_-]{23,27}\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,40}', looksRandom),
  shape('stripe', 'sk_live_ sk_test_ rk_live_ rk_test_ whsec_', '(?:(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,250}|whsec_[A-Za-z0-9+/]{24,100}={0,2})'),
  shape('google-api-key', 'aiza', 'AIza[A-Za-z0-9_-]{35}'),
  shape('google-oauth', 'gocspx- ya29. 1//0', '(?:GOCSPX-[A-Za-z0-9_-]{20,60}|ya29\\.[A-Za-z0-9_-]{20,1500}|1//0[A-Za-z0-9_-]{25,200})'),
  shape('anthropic', 'sk-ant-', 'sk-ant-[A-Za-z0-9_-]{20,250}', hasDigit),
  shape('openai', 'sk-', 'sk-(?:(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{20,250}|[A-Za-z0-9]{32,100})', hasDigit),
  shape('openrouter', 'sk-or-', 'sk-or-(?:v1-)?[0-9a-f]{40,100}'),
  shape('hugging-face', 'hf_ api_org_', '(?:hf|api_org)_[A-Za-z0-9]{30,60}'),
  shape('model-provider', 'gsk_ pplx- xai- r8_ nvapi- tgp_v1_', '(?:gsk_|pplx-|xai-|r8_|nvapi-|tgp_v1_)[A-Za-z0-9_-]{36,200}', hasDigit),
  shape('mapbox', 'sk.eyj', 'sk\\.eyJ[A-Za-z0-9_-]{40,400}\\.[A-Za-z0-9_-]{16,60}'),
  shape('netlify', 'nfp_', 'nfp_[A-Za-z0-9]{36}'),
  shape('brevo', 'xkeysib-', 'xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}'),
  shape('tavily', 'tvly-', 'tvly-(?:dev-|prod-)?[A-Za-z0-9]{20,64}', hasDigit),
  shape('firecrawl', 'fc-', 'fc-[0-9a-f]{32}'),
  shape('elevenlabs', 'sk_', 'sk_[0-9a-f]{48}'),
  shape('pinecone', 'pcsk_', 'pcsk_[A-Za-z0-9]{4,8}_[A-Za-z0-9]{50,80}'),
  shape('jina', 'jina_', 'jina_[A-Za-z0-9]{50,80}'),
  shape('langsmith', 'lsv2_', 'lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}'),
  shape('posthog', 'phx_', 'phx_[A-Za-z0-9]{40,50}'),
  shape('trello', 'atta', 'ATTA[0-9a-f]{64}'),
  shape('circleci', 'ccipat_', 'CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}'),
  shape('buildkite', 'bkua_', 'bkua_[0-9a-f]{40}'),
  shape('pulumi', 'pul-', 'pul-[0-9a-f]{40}'),
  shape('sonarqube', 'sq', 'sq[pua]_[0-9a-f]{40}'),
  shape('artifactory', 'akcp', 'AKCp[A-Za-z0-9]{60,80}'),
  shape('hubspot', 'pat-', 'pat-(?:na|eu)\\d-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'),
  shape('typeform', 'tfp_', 'tfp_[A-Za-z0-9_]{40,70}', hasDigit),
  shape('resend', 're_', 're_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,30}', hasDigit),
  shape('neon', 'npg_ napi_', '(?:npg_[A-Za-z0-9]{12}|napi_[a-z0-9]{60,70})', hasDigit),
  shape('meta', 'eaa', 'EAA[A-Za-z0-9]{100,250}', hasDigit),
  shape('dropbox', 'sl.', 'sl\\.(?:u\\.)?[A-Za-z0-9_-]{100,1300}', hasDigit),
  shape('nuget', 'oy2', 'oy2[a-z0-9]{43}'),
  shape('nostr', 'nsec1', 'nsec1[02-9ac-hj-np-z]{58}'),
  shape('bitcoin', 'xprv', 'xprv[1-9A-HJ-NP-Za-km-z]{100,112}'),
  shape('npm', 'npm_', 'npm_[A-Za-z0-9]{36}'),
  shape('pypi', 'pypi-', 'pypi-(?:AgE[A-Za-z0-9_-]{30,400}|[A-Za-z0-9_-]{60,400})', hasDigit),
  shape('rubygems', 'rubygems_', 'rubygems_[0-9a-f]{48}'),
  shape('crates', 'cio', 'cio[A-Za-z0-9]{32}', looksRandom),
  shape('docker', 'dckr_', 'dckr_(?:pat|oat)_[A-Za-z0-9_-]{24,60}'),
  shape('digitalocean', '_v1_', 'do[oprt]_v1_[0-9a-f]{64}'),
  shape('sendgrid', 'sg.', 'SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{30,64}'),
  shape('twilio', 'sk', 'SK[0-9a-f]{32}'),
  shape('mailgun', 'key-', 'key-[0-9a-f]{32}'),
  shape('mailchimp', '-us', '[0-9a-f]{32}-us\\d{1,2}'),
  shape('telegram', ':aa', '\\d{8,10}:AA[A-Za-z0-9_-]{33}'),
  shape('shopify', 'shp', 'shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{32}'),
  shape('square', 'sq0', 'sq0[a-z]{3}-[A-Za-z0-9_-]{22,50}'),
  shape('vault', 'hvs. hvb. hvr.', 'hv[sbr]\\.[A-Za-z0-9_-]{24,300}'),
  shape('terraform', 'atlasv1', '[A-Za-z0-9]{14}\\.atlasv1\\.[A-Za-z0-9_=-]{50,100}'),
  shape('databricks', 'dapi', 'dapi[0-9a-f]{32}(?:-\\d)?'),
  shape('linear', 'lin_', 'lin_(?:api|oauth)_[A-Za-z0-9]{32,64}'),
  shape('notion', 'ntn_ secret_', '(?:ntn_|secret_)[A-Za-z0-9]{40,60}', hasDigit),
  shape('figma', 'figd_ figu_', 'fig[du]_[A-Za-z0-9_-]{30,60}', hasDigit),
  shape('airtable', 'pat', 'pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}'),
  shape('supabase', 'sbp_ sb_secret_', '(?:sbp_[0-9a-f]{40}|sb_secret_[A-Za-z0-9_-]{20,60})'),
  shape('postman', 'pmak-', 'PMAK-[0-9a-f]{24}-[0-9a-f]{34}'),
  shape('planetscale', 'pscale_', 'pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.=-]{32,64}'),
  shape('new-relic', 'nrak-', 'NRAK-[A-Z0-9]{27}'),
  shape('grafana', 'glc_ glsa_', '(?:glc_[A-Za-z0-9+/]{32,400}={0,2}|glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8})'),
  shape('sentry', 'sntry', '(?:sntrys_[A-Za-z0-9+/=_-]{40,400}|sntryu_[0-9a-f]{64})'),
  shape('doppler', 'dp.', 'dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}'),
  shape('heroku', 'hrku-', 'HRKU-(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9_-]{30,100})', hasDigit),
  shape('fly', 'fo1_ flyv1', '(?:fo1_[\\w-]{43}|FlyV1 fm\\d_[A-Za-z0-9+/=,_-]{40,600})'),
  shape('atlassian', 'atatt3 atctt3', 'AT[AC]TT3[A-Za-z0-9_=-]{60,250}'),
  shape('tailscale', 'tskey-', 'tskey-[a-z]{2,12}-[A-Za-z0-9]{6,40}-[A-Za-z0-9]{10,60}'),
  shape(
    '1password',
    'ops_eyj a3-',
    '(?:ops_eyJ[A-Za-z0-9+/=_-]{60,2000}|A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})-[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{5})',
  ),
  shape('alibaba', 'ltai', 'LTAI[A-Za-z0-9]{16,26}', hasDigit),
  form('azure-storage', 'accountkey sharedaccesskey', /(?:AccountKey|SharedAccessKey)\s{0,2}=\s{0,2}([A-Za-z0-9+/]{40,90}={0,2})/gi),
  shape('azure-client-secret', 'q~', '[A-Za-z0-9_~.]{3}\\dQ~[A-Za-z0-9_~.-]{31,34}'),
  form('one-time-password-seed', 'otpauth://', /otpauth:\/\/[^\s"'<>]{1,300}[?&]secret=([A-Z2-7]{16,128})/gi),
  // The signature is what opens it; the rest of such an address is no secret.
  form('signed-address', 'sig= signature=', /[?&](?:sig|X-Amz-Signature|X-Goog-Signature)=([A-Za-z0-9%+/_-]{40,600})/gi),
  form(
    'connection-string',
    '://',
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/?#@"'<>]{0,100}:([^\s/@"'<>]{1,200})@[A-Za-z0-9[_.$-]/gi,
    (password) => !FILLED_IN_LATER.test(password),
  ),
  form(
    'authorization-header',
    'authorization',
    /authorization["']?\s{0,3}[:=]\s{0,3}["'`]?(?:basic|bearer|token|apikey)\s{1,3}([A-Za-z0-9+/_.~=-]{12,4000})/gi,
    (value) => new Set(value).size > 4 && (hasDigit(value) || looksRandom(value)),
  ),
  form('basic-auth', '"auth" _auth', /(?:"auth"\s{0,2}:\s{0,2}"|_auth\s{0,2}=\s{0,2}"?)([A-Za-z0-9+/]{12,400}={0,2})/g, hasUserAndPassword),
  form('kubernetes-client-key', 'client-key-data', /client-key-data: ?"?(LS0t[A-Za-z0-9+/=]{40,8000})/g),
  form('wifi-code', 'wifi:', /WIFI:(?:[STHR]:[^;\n]{0,64};){0,4}P:([^;\n]{4,64});/gi),
  form(
    'credentials',
    'credentials login zugangsdaten anmeldedaten identifiants credenciales',
    /\b(?:credentials|login|zugangsdaten|anmeldedaten|identifiants|credenciales)\b[^\n:]{0,30}: ?[^\s,/|]{2,64}(?: ?[/|,] ?)([^\s,/|]{6,64})(?=[\s.]*(?:\n|$))/gi,
    isMixed,
  ),
  form('cookie', 'cookie: cookie" cookie\' --cookie', /(?:\bcookie["']?\s{0,2}:|--cookie[ =])\s{0,3}["'`]?([^\n"'`]{16,4000})/gi, hasSession),
  form(
    'password-option',
    'curl mysql mariadb sshpass mongosh psql redis-cli docker ldap smbclient',
    /\b(?:curl\b[^\n]{0,200}?\s(?:-u|--user)[ =]?["']?[^\s:"']{1,64}:|(?:mysql|mariadb|mysqldump)\b[^\n]{0,120}?\s-p|sshpass -p ?["']?|mongosh?\b[^\n]{0,120}?\s-p ?["']?|redis-cli\b[^\n]{0,120}?\s-a ?["']?|docker login\b[^\n]{0,120}?\s(?:-p|--password)[ =]["']?|ldap[a-z]{2,8}\b[^\n]{0,200}?\s-w ?["']?|smbclient\b[^\n]{0,120}?\s-U ?["']?[^\s%"']{1,64}%)([^\s"'$<{]{5,100})/g,
    (value) => !FILLED_IN_LATER.test(value) && /\d|[^\w\s]/.test(value),
  ),
];
