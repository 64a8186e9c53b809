/** Whether a value that stands after "password" can be one: not a template, not a type, not code, not an ordinary word. */

const STAND_IN =
  /^(?:[<{[(%$].*|\*+|[x.•#?_-]{3,}|…|(?:your|my|the|some|new|old|current|user|db|test|default)[-_ ]?(?:\w+[-_ ]?)?(?:pass\w*|pwd|secret|token|key)(?:[-_ ]?here)?|pass(?:word|wort|wd|code|phrase)?s?|kennwort|secrets?|tokens?|pwd|key|api[-_ ]?key|contrasena|mot de passe|senha|example|sample|placeholder|changeme|change[-_]me|redacted|removed|hidden|masked|secret[-_]?value|dummy|todo|tbd|none|null|nil|undefined|void|true|false|unknown|any|str|string|text|number|int|integer|boolean|bool|bytes|buffer|object|required|optional|missing|empty|unset|default|invalid|wrong|varchar.*|.*(?:1password|bitwarden|keepass|lastpass|vaultwarden).*)\??$/i;
/** `env.X`, `body.password`, `Config::get`, `$user->x`, `op://…`, `z.string`, `user_password`. */
const REFERENCE =
  /^(?:[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$][\w$]*)+|(?:op|vault|keychain|env|file|https?|ssm|arn|secretsmanager)[:.].*|[a-z]+(?:[_-][a-z]+)*|[A-Z]{2,10}-\d+|[A-Z]+(?:_[A-Z]+)*|[a-z]+(?:[A-Z][a-z]+)+|[A-Z][a-z]+(?:[A-Z][a-z]+)*)$/;
/** What is said about passwords, with a digit or a sign in it. */
const TECHNICAL =
  /^(?:base-?\d+(?:url)?|sha-?\d+\S*|md5|argon2\w*|bcrypt\S*|scrypt|pbkdf2\S*|utf-?\d+|oauth-?2\S*|rfc-?\d+|aes-?\d+\S*|rsa-?\d*|[ehrp]s\d{3}|ed25519|x509|2fa|mfa|totp|tls\S*|ascii|iso-?\d+|k8s|s3|ec2|gpt\S*|v\d+(?:\.\d+)*|[<>=≥≤~]+\S*|\d+[+%]?|\d+[-–+]?(?:\d+)?[-–]?[a-z]{1,12}|[a-z]+(?:[/+&|-][a-z]+)*|[A-Za-z]+['’][a-z]+|\S+\.(?:md|ts|js|py|txt|json|ya?ml|env|toml|html?|com|org|net|io|dev)(?:[:#]\S*)?|\S*(?:\(\)|=>)\S*|(?:~|\.{1,2})?\/\S*)$/i;
const SHORTEST = 6;

/** @param value without its quotes */
export function isPasswordLike(value: string, quoted: boolean): boolean {
  if (value.length < SHORTEST || isStandIn(value) || TECHNICAL.test(value) || value.includes('://')) return quoted && isQuotedWord(value);
  if (/\s/.test(value)) return quoted && isPassphrase(value);
  return quoted || (!REFERENCE.test(value) && /[A-Za-z]/.test(value) && /[\d!@#$%^&*+?~=]/.test(value));
}

/** What a template, a schema or an example has in the place of a secret. */
export function isStandIn(value: string): boolean {
  return STAND_IN.test(value);
}

/** In quotes a plain word can be a password; outside of them it is a sentence that goes on. */
function isQuotedWord(value: string): boolean {
  return value.length >= SHORTEST && !isStandIn(value) && /^[a-z]+(?:-[a-z]+)*$/i.test(value);
}

/** "correct horse battery staple", and not the text of an error message. */
export function isPassphrase(value: string): boolean {
  const words = value.split(' ');
  return (
    words.length >= 4 &&
    words.length <= 8 &&
    words.every((word) => /^[a-z]{3,12}$/.test(word)) &&
    !/\b(?:the|a|an|is|are|must|not|has|have|your|with|for|and|than|too|be|ask|see|kept|stored|same|known)\b/.test(value)
  );
}
