/** Numbers of payment cards: by issuer, length and check digit, and written as one writes cards or next to a word that says so. */
import type { Span } from './named-secrets.ts';

/** Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay. A serial number of a phone begins otherwise. */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[68]\d)\d{11}|(?:6011|64[4-9]\d|65\d{2})\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14,17})$/;
/** In fours, or as American Express and Diners print them; not inside of a longer number, such as an IBAN. */
const GROUPED = /(?<![\w.+/=-]|\d[ -])(?:\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\w/=]|-\d| \d{4}(?!\d))/g;
const IN_ONE = /(?<![\w.+/=-])\d{13,19}(?![\w/=-]|\.\d)/g;
const CARD_WORD =
  /(?<![a-z])(?:visa|master ?card|amex|american express|diners|discover|jcb|unionpay|(?:kredit|debit|bank|giro|ec-?)karte\w?|(?:credit|debit|bank|payment) ?card|card (?:no|number|nr)|carte (?:bancaire|bleue|de credit)|tarjeta|cartao|carta di credito|cvv2?|cvc2?)(?![a-z])|信用卡|银行卡|クレジットカード|신용카드/i;
/** The numbers that payment services publish for trying out. */
const TRYING_OUT = /(?<![a-z])(?:test|sandbox|dummy|beispiel)/i;
/** The code on the back belongs to it. */
const CODE = /^[^\n]{0,40}?\b(?:cvv2?|cvc2?|csc|cid|pruf(?:ziffer|nummer))\b[ :=]{0,3}\d{3,4}/i;
const NEAR = 40;

/** @param text as `plain` makes it. @returns every number of a card, with the code on its back where that follows */
export function* cardNumbers(text: string): Generator<Span> {
  for (const { 0: number, index } of text.matchAll(GROUPED)) {
    if (isCard(number)) yield* span(text, index, number);
  }
  for (const { 0: number, index } of text.matchAll(IN_ONE)) {
    if (isCard(number) && CARD_WORD.test(around(text, index, number))) yield* span(text, index, number);
  }
}

function* span(text: string, start: number, number: string): Generator<Span> {
  if (TRYING_OUT.test(around(text, start, number))) return;
  const end = start + number.length;
  yield { rule: 'payment-card', start, end: end + (CODE.exec(text.slice(end, end + 60))?.[0].length ?? 0) };
}

function around(text: string, start: number, number: string): string {
  return text.slice(Math.max(0, start - NEAR), start + number.length + NEAR);
}

function isCard(number: string): boolean {
  const digits = number.replace(/[ -]/g, '');
  return ISSUED.test(digits) && hasCheckDigit(digits);
}

/** Luhn's: every second digit from the right counts twice. */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const worth = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (worth > 9 ? worth - 9 : worth);
  }, 0);
  return sum % 10 === 0;
}
