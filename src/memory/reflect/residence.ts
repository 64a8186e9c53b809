/** Where somebody lives: one town at a time. A flat, a street or a quarter may be in it, and is no answer. */
import { unspacedTerms } from '../../shared/unspaced-terms.ts';
import { wordsOf } from './statement-words.ts';
import { townName } from './town-names.ts';

const LIVES = /^(.{2,60}?)\s(?:lives|wohnt|lebt|vive|habite|vit|mora|abita)\s(.{2,100})$/iu;
/** A team moves to another tool; somebody with a name moves to another town. */
const SOMEBODY =
  "([Tt]he user|[Dd]er (?:Nutzer|Benutzer)|[Dd]ie Nutzerin|[Ll]['’]utilisat(?:eur|rice)|(?:[Ee]l|[Ll]a) usuari[oa]|\\p{Lu}\\p{L}+(?: \\p{Lu}\\p{L}+)?)";
const MOVED = new RegExp(
  `^${SOMEBODY}\\s(?:(?:has |recently )?moved|zog|ist(?=.{2,60}\\s(?:um)?gezogen$)|se (?:mudó|ha mudado)|a déménagé|si è trasferit[ao]|se mudou)\\s(.{2,100})$`,
  'u',
);
const PLACE = /(?:^|\s)(?:in|to|of|nach|von|en|à|a|de|para)\s(\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*)/gu;
/** 小王住在北京, 田中さんは東京に住んでいます. */
const UNSPACED = [
  /^([\p{L}\p{N}]{1,20}?)\s?(?:现在|現在|目前)?居?住在\s?([\p{sc=Han}\p{sc=Katakana}]{2,6})$/u,
  /^([\p{L}\p{N}]{1,20}?)は(?:今|現在|いま)?、?([\p{sc=Han}\p{sc=Katakana}ー]{2,10})に(?:住んで(?:います|いる|る)|引っ越しました|引っ越した)$/u,
];
/** Quarters, streets, floors, kinds of houses: 朝阳区, 三楼, 公司附近, 実家. Countries, too: 美国, ドイツ. */
const NO_TOWN =
  /[区區县縣街路号號楼樓层層阶階室村镇鎮町丁边邊近里裡内家起上下间間院店舍舎寮寓墅荘宅居房子心方面壁前校司外地会站駅省県国國洲]$|^(?:.{0,4}城市|老城|.{0,4}(?:アパート|マンション|ホテル|ハウス)|日本|印度|意大利|加拿大|澳大利亚|奥地利|西班牙|瑞士|俄罗斯|アメリカ|イギリス|ドイツ|フランス|イタリア|スペイン|スイス|オーストリア|オーストラリア|カナダ|ヨーロッパ)$/u;
/** Provinces and prefectures whose name alone is no town's. */
const REGIONS = new Set(
  '河北 山西 辽宁 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 廣東 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 臺灣 広東 广西 西藏 宁夏 新疆 内蒙古 北海道 東北 関東 関西 九州 沖縄 神奈川 埼玉 兵庫 愛知 宮城 石川 茨城 栃木 群馬 山梨 三重 滋賀 島根 香川 愛媛 岩手'.split(
    ' ',
  ),
);
/** Somebody in Graz lives in Austria as well. */
const COUNTRIES = new Set(
  'germany deutschland allemagne alemania austria österreich autriche switzerland schweiz suisse suiza france frankreich francia italy italien italie italia spain spanien espagne españa portugal netherlands niederlande belgium belgien poland polen czechia tschechien hungary ungarn greece griechenland england scotland ireland irland britain uk usa us america amerika canada kanada mexico méxico brazil brasilien argentina norway norwegen sweden schweden denmark dänemark finland finnland turkey türkei india indien china japan korea australia australien europe europa bavaria bayern tyrol tirol california kalifornien texas'.split(
    ' ',
  ),
);

/** @returns whose, which question it answers, and the names of the place; null where it is none of a town or a country */
export function residence(text: string): { readonly subject: string; readonly asked: string; readonly says: readonly string[] } | null {
  const [, subject = '', where = ''] = LIVES.exec(text) ?? MOVED.exec(text) ?? [];
  const names = [...where.matchAll(PLACE)].flatMap(([, name = '']) => wordsOf(name).map(townName));
  if (names.length === 0) return unspacedResidence(text);
  return { subject, asked: names.some((name) => COUNTRIES.has(name)) ? 'lives in country' : 'lives in', says: names };
}

function unspacedResidence(text: string): ReturnType<typeof residence> {
  for (const pattern of UNSPACED) {
    const [, subject = '', place = ''] = pattern.exec(text) ?? [];
    if (place !== '' && !NO_TOWN.test(place) && !REGIONS.has(place)) return { subject, asked: 'lives in', says: pairsOf(place) };
  }
  return null;
}

/** 北京 and 北京市 are one town. */
function pairsOf(place: string): string[] {
  return unspacedTerms(place).filter((term) => [...term].length === 2);
}
