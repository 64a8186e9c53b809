/** Words after which a secret is expected, and what may follow such a word so that it names something else. */

/** `seed`: what an authenticator makes its codes of. `password`: short and human values count. `key`: only what a machine has made. `codes`: several at once, on paper for the day the phone is lost. */
export type Naming = { readonly kind: (typeof KINDS)[number]; readonly end: number };

const KINDS = ['phrase', 'codes', 'seed', 'password', 'key', 'pin'] as const;

const PASSWORD =
  'pass[ _-]?(?:word|code|phrase)|passwd|(?<![a-z])pw(?![a-z])|(?<![a-z])pass(?=["\'`]{0,2} ?[=:])|(?:wi-?fi|user \\S{1,40}|login \\S{1,40}) pass(?![a-z])|(?:wi-?fi|wlan|wpa[23]?|wep)[ _-]?(?:key|code|psk|schlussel)|(?<![a-z])psk(?= ?[=:])|code (?:du )?(?:wi-?fi|d.acces)|(?<![a-z])clave(?= (?:es|del|de la|para|era|wi-?fi)\\b| ?[:=])|passwort|kennwort|pwd|mot de passe|mdp|contrasena|clave secreta|clave de acceso|palavra-passe|senha|parola d.ordine|wachtwoord|losenord(?:et)?|adgangskoden?|passord(?:et)?|salasana|heslo|jelszo|haslo|(?<![a-z])sifre(?!le)|mat khau|kata sandi|пароль|κωδικός|סיסמ[הא]|كلمة (?:المرور|السر)|رمز عبور|गुप्त ?शब्द|पासवर्ड|รหัสผ่าน|密码|密碼|口令|パスワード|비밀번호|비번|암호';
const KEY =
  '(?:api|access|secret|private|pre-?shared|signing|encryption|account|master|license|licence|auth|service|session|app)[ _-]?key|api[ _-]?(?:token|secret)|(?:access|auth|refresh|bearer|bot|deploy|personal|session|id)?[ _-]?token|(?:session|auth)[ _-]?cookie|session-?id|(?:client|app|webhook|shared|signing)?[ _-]?secret|credentials?|api-?schlussel|zugriffsschlussel|geheimnis|schlussel|cle (?:api|secrete|d.acces)|jeton|clave (?:api|privada)|ficha|密钥|密鑰|令牌|秘密鍵|トークン|apiキー';
const PIN =
  '(?:pin|puk)(?:[ _-]?(?:code|number|nummer|码|碼|コード|番号))?|geheimzahl|暗証番号|(?:(?:haus)?tur|tor|garagen|alarm)-?code|(?:door|gate|garage|alarm|entry|safe|lock|lock ?box|keypad)[ -]code|tresor-?code|zugangs-?code|digicode|пин(?:-?код)?|код (?:домофона|подъезда|сейфа|двери)|codice (?:cassaforte|allarme|porta|del portone)|code (?:for|to|of) (?:the|my|our) (?:[a-z]{2,12} )?(?:door|gate|garage|alarm|safe|lock|locker|entrance)|(?:safe|lock|locker|padlock)[ -]combination|combination (?:for|to|of) (?:the|my|our) (?:[a-z]{2,12} )?(?:safe|lock|locker|padlock)|code (?:secret|confidentiel|de la porte|de la carte|fur die (?:haus)?tur|de l.(?:immeuble|alarme)|porte)|codigo (?:de la (?:puerta|alarma)|del portal)';
const CODES =
  '(?:backup|recovery)[ _-]?(?:codes?|keys?)|(?:rescue|emergency)[ -]codes?|(?:wiederherstellungs|notfall|ersatz)-?codes?|codes? de (?:secours|recuperation|sauvegarde)|codigos? de (?:recuperacion|respaldo|backup)|codici di (?:backup|recupero)|резервные коды|einmal-?codes?|(?:バックアップ|リカバリー?|回復)コード|(?:备用|备份|恢复)(?:验证)?码';
const SEED = '(?:totp|otp|2fa|mfa|authenticator|two-factor)[ _-]?(?:secret|seed|(?:setup |secret )?key)';
const PHRASE =
  '(?:seed|recovery|backup|wallet|secret|mnemonic)[ _-]?(?:phrase|words)|mnemonic|wiederherstellungs-?phrase|frase (?:semilla|de recuperacion)|助记词|助記詞';

/** Letters may stand right before (`dbPassword`, `DB_PASSWORD`); what stands after decides whether it is still the secret itself. */
const NAMING = new RegExp(
  `(?<phrase>${PHRASE})|(?<codes>${CODES})(?![a-z])|(?<seed>${SEED})(?![a-z])|(?<password>${PASSWORD})|(?<key>${KEY})|(?<![a-z0-9_])(?<pin>${PIN})(?![a-z])`,
  'gi',
);
const OTHER_THING =
  /^(?:['’]?s\b)?[ _-]?(?:hash|polic|length|reset|field|label|hint|manager|file|path|dir|url|uri|id\b|ids\b|regex|pattern|type|format|endpoint|lifetime|expir|ttl|count|limit|budget|usage|rotation|name\b|store|strength|validat|require|rule|min|max|prompt|input|form|error|column|table|version|algorithm|encrypt|protect|less|ed\b|ize|iz|bucket|window|stream|parser|class|protocol|page|screen|option|flag|argument|parameter|fingerprint|prefix|digest|checksum)/i;

/** @param text NFKC, Latin letters without diacritics. @returns every naming word that is the name of a secret */
export function* namingsIn(text: string): Generator<Naming> {
  for (const { 0: word, index, groups = {} } of text.matchAll(NAMING)) {
    const end = index + word.length;
    if (OTHER_THING.test(text.slice(end, end + 16))) continue;
    // Chance spells every short word somewhere in a long run of base64.
    if (/[A-Za-z0-9+/]{20}$/.test(text.slice(Math.max(0, index - 20), index))) continue;
    if (/public[ _-]?$/i.test(text.slice(Math.max(0, index - 8), index))) continue;
    const kind = KINDS.find((name) => groups[name] !== undefined);
    if (kind !== undefined) yield { kind, end };
  }
}
