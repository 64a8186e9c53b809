import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTimeBound } from '../../src/memory/time/time-bound.ts';
import { readTimeExpression } from '../../src/memory/time/time-expression.ts';
import { createWallClock, wallClocks } from '../../src/memory/time/wall-clock.ts';
import { FUZZ_TIMEOUT, forEveryCase, SEED } from '../support/fuzz-cases.ts';

const berlin = createWallClock('Europe/Berlin');
/** A Wednesday, half past ten in Berlin; summer time begins eleven days later. */
const NOW = Date.parse('2026-03-18T09:30:00Z');

/** Wall time in Berlin, to the minute. */
const shown = (instant: number | null, clock = berlin) =>
  instant === null ? null : new Date(clock.toWall(instant)).toISOString().slice(0, 16).replace('T00:00', '');
const read = (question: string) => {
  const { rest, range } = readTimeExpression(question, NOW, berlin);
  return [rest, shown(range.after), shown(range.before)];
};

describe('a time in a question becomes a range, and its words are taken out', () => {
  it.each([
    ['what did we decide last week about the port', 'what did we decide about the port', '2026-03-09', '2026-03-16'],
    ['today', '', '2026-03-18', '2026-03-19'],
    ['deploys of yesterday', 'deploys of', '2026-03-17', '2026-03-18'],
    ['the day before yesterday we met', 'we met', '2026-03-16', '2026-03-17'],
    ['notes from yesterday evening', 'notes', '2026-03-17T18:00', '2026-03-18'],
    ['alerts last night', 'alerts', '2026-03-17T18:00', '2026-03-18T06:00'],
    ['ideas this morning', 'ideas', '2026-03-18T05:00', '2026-03-18T12:00'],
    ['bugs last 3 days', 'bugs', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['which key was rotated in the past month', 'which key was rotated', '2026-02-18T10:30', '2026-03-18T10:30'],
    ['bugs over the last year', 'bugs', '2025-03-18T10:30', '2026-03-18T10:30'],
    ['what did we do at the weekend', 'what did we do', '2026-03-14', '2026-03-16'],
    ['bugs over the weekend', 'bugs', '2026-03-14', '2026-03-16'],
    ['Was war am Wochenende?', 'Was war ?', '2026-03-14', '2026-03-16'],
    ['bugs last month', 'bugs', '2026-02-01', '2026-03-01'],
    ['bugs in the past two weeks', 'bugs', '2026-03-04T10:30', '2026-03-18T10:30'],
    ['bugs of the last few months', 'bugs of', '2025-12-18T10:30', '2026-03-18T10:30'],
    ['what was said 2 months ago', 'what was said', '2026-01-01', '2026-02-01'],
    ['what was said a couple of weeks ago', 'what was said', '2026-03-02', '2026-03-09'],
    ['what was said an hour ago', 'what was said', '2026-03-18T09:00', '2026-03-18T10:00'],
    ['what was said three days ago', 'what was said', '2026-03-15', '2026-03-16'],
    ['what was said 2–3 days ago', 'what was said', '2026-03-15', '2026-03-16'],
    ['bugs last 2-3 days', 'bugs', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['what was said a year ago', 'what was said', '2025-01-01', '2026-01-01'],
    ['decisions this month', 'decisions', '2026-03-01', '2026-04-01'],
    ['decisions last year', 'decisions', '2025-01-01', '2026-01-01'],
    ['decisions in February', 'decisions', '2026-02-01', '2026-03-01'],
    ['decisions in November', 'decisions', '2025-11-01', '2025-12-01'],
    ['decisions last March', 'decisions', '2025-03-01', '2025-04-01'],
    ['decisions in March 2024', 'decisions', '2024-03-01', '2024-04-01'],
    ['decisions of March 5th, 2025', 'decisions of', '2025-03-05', '2025-03-06'],
    ['decisions on 5 March', 'decisions', '2026-03-05', '2026-03-06'],
    ['decisions on the 24th of December', 'decisions', '2025-12-24', '2025-12-25'],
    ['between March and May', '', '2025-03-01', '2025-06-01'],
    ['budget between November and February', 'budget', '2025-11-01', '2026-03-01'],
    ['budget between March and May 2024', 'budget', '2024-03-01', '2024-06-01'],
    ['budget from 2025-03-01 to 2025-03-15', 'budget', '2025-03-01', '2025-03-16'],
    ['budget from Monday until yesterday', 'budget', '2026-03-16', '2026-03-18'],
    ['what changed since Monday', 'what changed', '2026-03-16', null],
    ['what changed since last Wednesday', 'what changed', '2026-03-11', null],
    ['what we knew before 2024', 'what we knew', null, '2024-01-01'],
    ['what we knew until March 2024', 'what we knew', null, '2024-04-01'],
    ['what came after January', 'what came', '2026-02-01', null],
    ['revenue last quarter', 'revenue', '2025-10-01', '2026-01-01'],
    ['revenue in Q3', 'revenue', '2025-07-01', '2025-10-01'],
    ['revenue Q3 2024', 'revenue', '2024-07-01', '2024-10-01'],
    ['revenue in the first quarter of 2025', 'revenue', '2025-01-01', '2025-04-01'],
    ['revenue in the second half of last year', 'revenue', '2025-07-01', '2026-01-01'],
    ['hikes last summer', 'hikes', '2025-06-01', '2025-09-01'],
    ['hikes in winter 2024', 'hikes', '2024-12-01', '2025-03-01'],
    ['plans of last weekend', 'plans of', '2026-03-14', '2026-03-16'],
    ['standup 2026-03-05', 'standup', '2026-03-05', '2026-03-06'],
    ['standup 2026-02', 'standup', '2026-02-01', '2026-03-01'],
    ['standup 2026-W10', 'standup', '2026-03-02', '2026-03-09'],
    ['standup 31.12.2025', 'standup', '2025-12-31', '2026-01-01'],
    ['standup 12/31/2025', 'standup', '2025-12-31', '2026-01-01'],
    ['Was haben wir letzte Woche beschlossen?', 'Was haben wir beschlossen?', '2026-03-09', '2026-03-16'],
    ['vor 3 Tagen entschieden', 'entschieden', '2026-03-15', '2026-03-16'],
    ['¿Qué dijo ayer el equipo?', '¿Qué dijo el equipo?', '2026-03-17', '2026-03-18'],
    ['el mes pasado decidimos', 'decidimos', '2026-02-01', '2026-03-01'],
    ['上周决定的事', '决定的事', '2026-03-09', '2026-03-16'],
    ['2个月前的会议', '的会议', '2026-01-01', '2026-02-01'],
    ['先週の会議', '会議', '2026-03-09', '2026-03-16'],
    ['昨日決めたこと', '決めたこと', '2026-03-17', '2026-03-18'],
    ['standup 2026-03-05T14:30', 'standup', '2026-03-05T14:30', '2026-03-05T14:31'],
    ['standup (2026-03-05).', 'standup ( ).', '2026-03-05', '2026-03-06'],
    ['notes half a year ago', 'notes', '2025-07-01', '2026-01-01'],
    ['notes of the last half year', 'notes of', '2025-09-18T10:30', '2026-03-18T10:30'],
    ['vor einer Woche entschieden', 'entschieden', '2026-03-09', '2026-03-16'],
    ['vor zwei Wochen entschieden', 'entschieden', '2026-03-02', '2026-03-09'],
    ['was letzten Freitag war', 'was war', '2026-03-13', '2026-03-14'],
    ['was im März war', 'was war', '2026-03-01', '2026-04-01'],
    ['was im Oktober 2024 war', 'was war', '2024-10-01', '2024-11-01'],
    ['Beschluss 5. März 2026', 'Beschluss', '2026-03-05', '2026-03-06'],
    ['Que s’est-il passé hier ?', 'Que s’est-il passé ?', '2026-03-17', '2026-03-18'],
    ['réunion avant-hier', 'réunion', '2026-03-16', '2026-03-17'],
    ['il y a deux semaines', '', '2026-03-02', '2026-03-09'],
    ['hace una semana', '', '2026-03-09', '2026-03-16'],
    ['reunião mês passado', 'reunião', '2026-02-01', '2026-03-01'],
    ['三天前的会议', '的会议', '2026-03-15', '2026-03-16'],
    ['两周前的会议', '的会议', '2026-03-02', '2026-03-09'],
    ['前天的会议', '的会议', '2026-03-16', '2026-03-17'],
    ['一昨日の会議', '会議', '2026-03-16', '2026-03-17'],
    ['what went on last week', 'what went on', '2026-03-09', '2026-03-16'],
    ['where we went on Monday', 'where we went', '2026-03-16', '2026-03-17'],
    ['was seit Montag war', 'was war', '2026-03-16', null],
    ['was seit März war', 'was war', '2026-03-01', null],
    ['was seit dem 5. März war', 'was war', '2026-03-05', null],
    ['was seit letzter Woche war', 'was war', '2026-03-09', null],
    ['was seit letztem Freitag war', 'was war', '2026-03-13', null],
    ['was seit gestern war', 'was war', '2026-03-17', null],
    ['was seit drei Tagen ist', 'was ist', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['réunions depuis lundi', 'réunions', '2026-03-16', null],
    ['réunions depuis mars', 'réunions', '2026-03-01', null],
    ['réunions depuis le 5 mars 2025', 'réunions', '2025-03-05', null],
    ['réunions depuis 2024', 'réunions', '2024-01-01', null],
    ['réunions depuis le 2026-03-05', 'réunions', '2026-03-05', null],
    ['réunions depuis hier', 'réunions', '2026-03-17', null],
    ['réunions depuis la semaine dernière', 'réunions', '2026-03-09', null],
    ['réunions depuis un mois', 'réunions', '2026-02-18T10:30', '2026-03-18T10:30'],
    ['notas desde el lunes pasado', 'notas', '2026-03-16', null],
    ['notas desde el miércoles pasado', 'notas', '2026-03-11', null],
    ['notas desde marzo', 'notas', '2026-03-01', null],
    ['notas desde ayer', 'notas', '2026-03-17', null],
    ['notas desde la semana pasada', 'notas', '2026-03-09', null],
    ['notas desde hace dos semanas', 'notas', '2026-03-04T10:30', '2026-03-18T10:30'],
    ['was am Montag war', 'was war', '2026-03-16', '2026-03-17'],
    ['was am letzten Freitag war', 'was war', '2026-03-13', '2026-03-14'],
    ['was am Montag letzter Woche war', 'was war', '2026-03-09', '2026-03-10'],
    ['was am 5. März war', 'was war', '2026-03-05', '2026-03-06'],
    ['was im letzten Jahr war', 'was im war', '2025-01-01', '2026-01-01'],
    ['Fehler letzten 3 Tagen', 'Fehler', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['Fehler in den letzten drei Tagen', 'Fehler', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['Fehler der vergangenen zwei Wochen', 'Fehler', '2026-03-04T10:30', '2026-03-18T10:30'],
    ['errores de los últimos 3 días', 'errores de', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['erreurs des deux derniers mois', 'erreurs', '2026-01-18T10:30', '2026-03-18T10:30'],
    ['过去三天的会议', '的会议', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['最近三天的会议', '的会议', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['最近一周的会议', '的会议', '2026-03-11T10:30', '2026-03-18T10:30'],
    ['最近2个月的会议', '的会议', '2026-01-18T10:30', '2026-03-18T10:30'],
    ['過去3日間の会議', '会議', '2026-03-15T10:30', '2026-03-18T10:30'],
    ['réunion en mars', 'réunion', '2026-03-01', '2026-04-01'],
    ['réunion de mars 2025', 'réunion', '2025-03-01', '2025-04-01'],
    ['facture d’avril', 'facture', '2025-04-01', '2025-05-01'],
    ['réunion le 3 février', 'réunion', '2026-02-03', '2026-02-04'],
    ['réunion 1er avril', 'réunion', '2025-04-01', '2025-04-02'],
    ['reunión en marzo 2026', 'reunión', '2026-03-01', '2026-04-01'],
    ['reunión de marzo del 2025', 'reunión', '2025-03-01', '2025-04-01'],
    ['reunión del 3 de marzo de 2025', 'reunión', '2025-03-03', '2025-03-04'],
    ['réunion en mars de l’année dernière', 'réunion', '2025-03-01', '2025-04-01'],
    ["réunion en mars l'an passé", 'réunion', '2025-03-01', '2025-04-01'],
    ['réunion en mars dernier', 'réunion', '2025-03-01', '2025-04-01'],
    ['réunion le 3 mars dernier', 'réunion', '2026-03-03', '2026-03-04'],
    ['réunion depuis lundi de la semaine dernière', 'réunion', '2026-03-09', null],
    ['reunión en marzo del año pasado', 'reunión', '2025-03-01', '2025-04-01'],
    ['reunión el 3 de marzo del año pasado', 'reunión', '2025-03-03', '2025-03-04'],
    ['viaje en julio de este año', 'viaje', '2026-07-01', '2026-08-01'],
    ['was im März letzten Jahres war', 'was war', '2025-03-01', '2025-04-01'],
    ['was am 5. März des vorigen Jahres war', 'was war', '2025-03-05', '2025-03-06'],
    ['was im März vor zwei Jahren war', 'was war', '2024-03-01', '2024-04-01'],
    ['was am 5. März im letzten Jahr war', 'was war', '2025-03-05', '2025-03-06'],
    ['was am Montag vor zwei Wochen war', 'was war', '2026-03-02', '2026-03-03'],
    ['was am Montag in der letzten Woche war', 'was war', '2026-03-09', '2026-03-10'],
    ['was am Montag vor drei Monaten war', 'was am Montag war', '2025-12-01', '2026-01-01'],
    ['standup on Monday two weeks ago', 'standup', '2026-03-02', '2026-03-03'],
    ['was seit Jan 2025 war', 'was war', '2025-01-01', null],
    ['was seit der letzten Woche war', 'was war', '2026-03-09', null],
    ['was in der letzten Woche war', 'was in der war', '2026-03-09', '2026-03-16'],
    ['notas desde 2024 hasta 2025', 'notas', '2024-01-01', '2026-01-01'],
    ['notes depuis 2024 jusqu’en 2025', 'notes', '2024-01-01', '2026-01-01'],
    ['notas desde 2025-03-01 hasta el 2025-03-10', 'notas', '2025-03-01', '2025-03-11'],
    ['was seit März bis Mai war', 'was war', '2025-03-01', '2025-06-01'],
    ['notas desde 2024 hasta marzo de 2025', 'notas', '2024-01-01', '2025-04-01'],
    ['notas desde el 3 de marzo hasta el 5 de abril', 'notas', '2025-03-03', '2025-04-06'],
    ['notas desde marzo del año pasado hasta mayo', 'notas', '2025-03-01', '2025-06-01'],
    ['notas entre el 3 de marzo y el 12 de marzo', 'notas', '2026-03-03', '2026-03-13'],
    ['notas entre enero y marzo de 2027', 'notas', '2027-01-01', '2027-04-01'],
    ['réunions entre le 3 mars et le 5 mai', 'réunions', '2025-03-03', '2025-05-06'],
    ['réunions entre mars et mai', 'réunions', '2025-03-01', '2025-06-01'],
    ['réunion du 3 mars 2025 la semaine dernière', 'réunion la semaine dernière', '2025-03-03', '2025-03-04'],
    ['entre nous, la réunion en mars', 'entre nous, la réunion', '2026-03-01', '2026-04-01'],
    ['2025 年 3 月的会议', '的会议', '2025-03-01', '2025-04-01'],
    ['2025 年 3 月 5 日的会议', '的会议', '2025-03-05', '2025-03-06'],
    ['２０２６年３月の会議', '会議', '2026-03-01', '2026-04-01'],
    ['2025年11月、東京の会議', '、東京の会議', '2025-11-01', '2025-12-01'],
    ['2025年11月后端会议', '后端会议', '2025-11-01', '2025-12-01'],
    ['2025年11月起きたこと', '起きたこと', '2025-11-01', '2025-12-01'],
    ['2025年11月的会议', '的会议', '2025-11-01', '2025-12-01'],
    ['2025年11月3日的会议', '的会议', '2025-11-03', '2025-11-04'],
    ['2026年2月3日の会議', '会議', '2026-02-03', '2026-02-04'],
  ])('%s', (question, rest, after, before) => {
    expect(read(question)).toEqual([rest, after, before]);
  });

  it.each([
    'May I have the password policy',
    'the second half of the talk',
    'march order',
    'who sat in the sun',
    'summer dress',
    'release 2024 edition',
    'the last word on tabs',
    '3 apples and 5 pears',
    'deadline 03/04/2025',
    'week plan',
    '99999 years ago',
    '2025-13-45',
    '29 February 2025',
    'on February 30, 2026',
    'the 31st of April 2026',
    'minutes 2026-02-30T10:00',
  ])('is not read into: %s', (question) => {
    expect(read(question)).toEqual([question, null, null]);
  });

  it.each([
    'what is CVE-2025-12345',
    'was INV-2025-0612 paid',
    'was INV-2025-06 paid',
    'order 2026-0117',
    'ticket 2025-1234',
    'backup_2025-06',
    'logs/2025-06.txt',
    'notes from report-2025-06-01',
    'what is in #2024',
    'upgrade from 2024.1',
  ])('a date inside of an identifier is part of that word: %s', (question) => {
    expect(read(question)).toEqual([question, null, null]);
  });

  it.each(['tracks before 2100 meters', 'servers for over 2000 users', 'price in 1999 dollars', 'discount from $2000', 'discount from 2000€'])(
    'a number of something is no year: %s',
    (question) => {
      expect(read(question)).toEqual([question, null, null]);
    },
  );

  it.each(['Wo liegt hier der Schlüssel?', '以前天气很好', '日本周遊の計画', '今日头条', '基本周期', '第三天前'])(
    'a word of another language that only has the letters of a time stays a word: %s',
    (question) => {
      expect(read(question)).toEqual([question, null, null]);
    },
  );

  it.each([
    ['seit with no time behind it', ['seit wann', 'seit dem Umzug', 'seit 5 Kunden da sind', 'Seit an Seit']],
    ['depuis and desde', ['depuis mon arrivée', 'desde mi casa', 'precio desde 2000 euros']],
    ['am', ['am Ende', 'am Mittag', 'am letzten Tag der Reise', 'am nächsten Montag', 'I am 5 years old', 'I am here', 'at 10 am Monday']],
    [
      'months that are other words',
      ['mars', 'la planète Mars', 'vie sur mars', 'barre de Mars', 'the Mars 2020 rover', 'photos from Mars', 'mayo', 'pan con mayo'],
    ],
    ['a name behind since, or behind a d’', ['depuis Mars', 'desde Julio', 'notas desde Mayo Clinic', 'wer seit Jan hier ist', "facture d'Avril"]],
    ['a number of something behind since', ['desde 2000 metros', 'seit 2000 Euro', 'depuis 2000 mètres']],
    ['what is named after a day', ['place du 14 juillet', 'rue du 11 novembre', 'calle del 25 de mayo']],
    ['names with a month', ['Champ de Mars', 'Plaza de Mayo', 'Cinco de Mayo', 'cinco de mayo', 'calle 25 de mayo', '2 mars']],
    [
      'what is before or after it, or longer',
      ['avant le 3 mars', 'avant le 1er avril', 'antes de marzo', 'hasta el 3 de marzo', 'bis Ende März', 'd’ici fin mars', 'hasta finales de marzo'],
    ],
    [
      'what is to come',
      ['en juin prochain', 'le 3 avril prochain', 'en junio próximo', 'en marzo del próximo año', 'am Montag nächster Woche', 'in June next year'],
    ],
    ['half of a time that has two ends', ['entre mars et Jupiter', 'le 3 mars au 5 mai', 'antes del primero de marzo', 'dès le 3 mars']],
    [
      'what is before or after a month or a day, or another one too, where nothing marks a word',
      [
        '2026年3月前的会议',
        '2026年3月后的会议',
        '2026年3月起的会议',
        '2025年11月和12月的会议',
        '2025年11月份和12月',
        '2025年11月5日、６日の会議',
        '2026年3月末まで',
        '2026 年 3 月 6 日前',
      ],
    ],
    ['a cycle, an anniversary, the weather', ['最近一周期', '最近一周年', '过去三天气', '过去一年级']],
    ['an issue, a business year, a longer time', ['2026年3月号', '2026年3月期', '2026年3月以来', '2026年2月まで', '2026年2月30日', '2026年13月']],
  ])('nor is: %s', (_what, questions) => {
    expect(questions.map(read)).toEqual(questions.map((question) => [question, null, null]));
  });

  it('a name before a time is no article', () => {
    expect(read('what did Le yesterday')).toEqual(['what did Le', '2026-03-17', '2026-03-18']);
    expect(read('talk with Den today')).toEqual(['talk with Den', '2026-03-18', '2026-03-19']);
  });

  it('only the first 500 characters are looked at', () => {
    const far = `${'word '.repeat(100)}last week`;
    expect(readTimeExpression(far, NOW, berlin)).toMatchObject({ rest: far, words: null });
  });

  it('says which words it took', () => {
    expect(readTimeExpression('Which port was chosen since the last week?', NOW, berlin)).toMatchObject({
      words: 'since the last week',
      rest: 'Which port was chosen ?',
    });
  });
});

describe('the moment of the question decides', () => {
  it.each([
    ['a weekday of last week is none of this week', 'on Friday last week', '2026-03-22T12:00', 'Europe/Berlin', '2026-03-13', '2026-03-14'],
    ['... nor on another day', 'Friday last week', '2026-03-18T12:00', 'Europe/Berlin', '2026-03-13', '2026-03-14'],
    ['... on the Sunday of the person', 'Friday of last week', '2026-03-22T12:00', 'Pacific/Auckland', '2026-03-13', '2026-03-14'],
    ['... in this week it may be to come', 'Friday this week', '2026-03-16T12:00', 'Asia/Tokyo', '2026-03-20', '2026-03-21'],
    ['this winter runs on in January', 'this winter', '2027-01-15T12:00', 'Europe/Berlin', '2026-12-01', '2027-03-01'],
    ['... to the last evening of February', 'this winter', '2027-02-28T23:30', 'America/Los_Angeles', '2026-12-01', '2027-03-01'],
    ['... and is another one in December', 'this winter', '2027-12-01T00:30', 'Asia/Tokyo', '2027-12-01', '2028-03-01'],
    ['a season that ends within the year is of this year', 'this summer', '2026-12-31T23:00', 'Europe/Berlin', '2026-06-01', '2026-09-01'],
    ['tonight is the night that runs', 'tonight', '2026-03-18T02:00', 'Europe/Berlin', '2026-03-17T18:00', '2026-03-18T06:00'],
    ['... till six', 'this night', '2026-03-18T05:59', 'America/St_Johns', '2026-03-17T18:00', '2026-03-18T06:00'],
    ['... then the one to come', 'tonight', '2026-03-18T06:00', 'Europe/Berlin', '2026-03-18T18:00', '2026-03-19T06:00'],
    ['... and by evening that one', 'tonight', '2026-03-18T23:00', 'Asia/Kathmandu', '2026-03-18T18:00', '2026-03-19T06:00'],
    ['half a year ago is the half before this one', 'half a year ago', '2026-07-01T00:30', 'Pacific/Auckland', '2026-01-01', '2026-07-01'],
    ['... until that one is over', 'half a year ago', '2026-06-30T23:30', 'Pacific/Auckland', '2025-07-01', '2026-01-01'],
    ['im März is the latest one', 'im März', '2026-02-28T23:59', 'Europe/Berlin', '2025-03-01', '2025-04-01'],
    ['am Freitag letzter Woche is none of this week', 'am Freitag letzter Woche', '2026-03-22T12:00', 'Europe/Berlin', '2026-03-13', '2026-03-14'],
    ['en mars is the latest one', 'en mars', '2026-02-28T23:59', 'Europe/Paris', '2025-03-01', '2025-04-01'],
    ['三天前 goes back over a month', '三天前', '2026-03-02T00:30', 'Asia/Shanghai', '2026-02-27', '2026-02-28'],
  ])('%s: %s, asked at %s in %s', (_rule, question, wall, zone, after, before) => {
    const clock = createWallClock(zone);
    const { range } = readTimeExpression(question, clock.toInstant(Date.parse(`${wall}Z`)), clock);
    expect([shown(range.after, clock), shown(range.before, clock)]).toEqual([after, before]);
  });
});

describe('how a question names a time, for memories that may name it too', () => {
  const named = (question: string) => readTimeExpression(question, NOW, berlin).name;

  it.each([
    ['the review in March', ['march']],
    ['the review of the 5th of March 2025', ['5th', 'march', '2025']],
    ['was im März war', ['marz']],
    ['budget between March and May', ['between', 'march', 'and', 'may']],
    ['the standup on Monday', ['monday']],
    ['was am Montag war', ['montag']],
    ['la factura de marzo de 2026', ['marzo', '2026']],
    ['la facture d’avril', ['avril']],
    ['2026年2月3日の会議', ['2026年2月3日']],
    ['what changed since March', ['march']],
    ['was seit März war', ['marz']],
    ['réunions depuis mars', ['mars']],
    ['notas desde marzo', ['marzo']],
  ])('%s', (question, said) => {
    expect(named(question)).toEqual({ said, moving: false });
  });

  it.each([
    'last week',
    'notes of today',
    'three days ago',
    'this spring',
    'Friday last week',
    'letzten Freitag',
    'gestern',
    '先週',
    'seit letzter Woche',
    'im März letzten Jahres',
    'am Montag vor zwei Wochen',
    'en marzo del año pasado',
    'en mars dernier',
    'in den letzten drei Tagen',
    'depuis hier',
    '最近一周',
  ])('%s is told from today', (question) => {
    expect(named(question)).toMatchObject({ moving: true });
  });
});

describe('a day is the day of the person, not of UTC', () => {
  it.each([
    ['Pacific/Auckland', '2026-03-17T11:00:00.000Z', '2026-03-18T11:00:00.000Z'],
    ['America/Los_Angeles', '2026-03-18T07:00:00.000Z', '2026-03-19T07:00:00.000Z'],
    ['Asia/Kathmandu', '2026-03-17T18:15:00.000Z', '2026-03-18T18:15:00.000Z'],
  ])('in %s', (zone, after, before) => {
    const { range } = readTimeExpression('today', NOW, createWallClock(zone));
    expect([range.after, range.before].map((instant) => new Date(instant ?? 0).toISOString())).toEqual([after, before]);
  });

  it('where they are now, after a journey', () => {
    let zone = 'Europe/Berlin';
    const clock = wallClocks(() => zone);
    const before = clock();
    zone = 'Asia/Tokyo';
    expect([before, before, clock(), clock()].map(({ toWall }) => toWall(NOW) - NOW)).toEqual([1, 1, 9, 9].map((hours) => hours * 3_600_000));
  });

  it('a clock that was asked a moment before goes forward with everybody else’s', () => {
    const clock = createWallClock('America/St_Johns');
    const change = Date.parse('2011-03-13T03:31:00Z');
    const minutesAhead = (instant: number) => (clock.toWall(instant) - instant) / 60_000;
    expect([change - 60_001, change - 1, change, change + 59_999].map(minutesAhead)).toEqual([-210, -210, -150, -150]);
  });

  it('the day on which summer time begins has 23 hours, the one on which it ends 25', () => {
    const hours = (day: string) => {
      const { range } = readTimeExpression(day, NOW, berlin);
      return ((range.before ?? 0) - (range.after ?? 0)) / 3_600_000;
    };
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2025-10-26')).toBe(25);
    expect(hours('am 29. März 2026')).toBe(23);
    expect(hours('le 26 octobre 2025')).toBe(25);
    expect(hours('2025年10月26日')).toBe(25);
  });

  it('a wall time becomes the instant that shows it, wherever the zone has one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4_000_000_000_000 }),
        fc.constantFrom('Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'),
        (instant, zone) => {
          const clock = createWallClock(zone);
          const wall = clock.toWall(instant);
          expect(clock.toWall(clock.toInstant(wall))).toBe(wall);
        },
      ),
      { numRuns: 300, ...SEED },
    );
  });
});

describe('after and before take a date or the same words', () => {
  it.each([
    ['2026-01-05', '2026-01-05'],
    ['2026-01', '2026-01-01'],
    ['2026', '2026-01-01'],
    ['2026-01-05T08:15', '2026-01-05T08:15'],
    ['2026-01-05T08:15:00Z', '2026-01-05T09:15'],
    ['2026-01-05T08:15:00.123+02:00', '2026-01-05T07:15'],
    ['2024-02-29T23:30:00-05:00', '2024-03-01T05:30'],
    ['last week', '2026-03-09'],
    ['the last 3 days', '2026-03-15T10:30'],
    ['2 months ago', '2026-01-01'],
    ['March', '2026-03-01'],
    ['Q1 2025', '2025-01-01'],
    ['now', '2026-03-18T10:30'],
    ['letzte Woche', '2026-03-09'],
    ['gestern', '2026-03-17'],
    ['vor 2 Monaten', '2026-01-01'],
    ['la semana pasada', '2026-03-09'],
    ['上周', '2026-03-09'],
  ])('%s', (text, expected) => {
    expect(shown(readTimeBound(text, NOW, berlin))).toBe(expected);
  });

  it.each([
    '',
    'nonsense',
    'last week or so',
    'letzte Woche oder so',
    '2026-02-30',
    '2026-02-30T10:00:00Z',
    '2026-02-30T10:00',
    '29 February 2025',
    '2026-13-01',
    '25:00',
    '2026-01-05T25:00:00Z',
    'x'.repeat(501),
  ])('%j is no time', (text) => {
    expect(readTimeBound(text, NOW, berlin)).toBeNull();
  });
});

describe('hostile questions', () => {
  const words = fc.constantFrom(
    'last',
    'between',
    'and',
    'from',
    'to',
    'the',
    'of',
    'March',
    'Q3',
    '2025',
    'a',
    'few',
    'weeks',
    'ago',
    'since',
    '5th',
    'Friday',
    'im',
    'März',
    'seit',
    'depuis',
    'le',
    'de',
    '1er',
    'mars',
    'am',
    'Montag',
    'letzten',
    'Tagen',
    '2026年2月30日',
    '最近三天',
    'CVE-2025-12',
    '2000€',
    '2025-03-05',
    '9999',
    'half',
    'first',
    'early',
    'end',
    'de',
    'a',
    'mi',
    'bis',
    '3-9',
    'été',
    '3月至5月',
    '去年夏天',
    'May',
    '٣',
    '\0',
    '\uD800',
  );

  it(
    'any text gives a range that is none or in order, and a rest that is part of the text',
    () =>
      forEveryCase(
        0.2,
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 700 }),
          fc.array(words, { maxLength: 40 }).map((list) => list.join(' ')),
        ),
        (question) => {
          const { rest, range, words: taken } = readTimeExpression(question, NOW, berlin);
          expect(rest.length).toBeLessThanOrEqual(question.length);
          if (taken === null) expect({ rest, range }).toEqual({ rest: question, range: { after: null, before: null } });
          for (const bound of [range.after, range.before]) expect(bound === null || Number.isSafeInteger(bound)).toBe(true);
          if (range.after !== null && range.before !== null) expect(range.after).toBeLessThan(range.before);
          const bound = readTimeBound(question, NOW, berlin);
          expect(bound === null || Number.isSafeInteger(bound)).toBe(true);
        },
      ),
    FUZZ_TIMEOUT,
  );

  it.each([
    'last ',
    'between ',
    'from the ',
    '1',
    '2025-',
    '2025-03-05t',
    'a few ',
    'q1 of ',
    '1-',
    '1.',
    '_',
    'a_1-',
    'vor ',
    'seit ',
    'desde el ',
    'de mars a ',
    'entre mars et ',
    'en mars il y a ',
    'desde 2024 hasta ',
    '1999年1月',
    '1月',
    '1月至',
    '第一',
    'the end of ',
    'à la fin de ',
    '1-2 ',
    'du 3 au ',
    'bis ',
    'la ',
  ])('the longest run of %j costs what any text of its length costs', (piece) => {
    // What this process has worked, whatever else the computer does.
    const started = process.cpuUsage();
    for (let round = 0; round < 20; round += 1) readTimeExpression(piece.repeat(40_000 / piece.length), NOW, berlin);
    expect(process.cpuUsage(started).user / 1_000).toBeLessThan(1_000);
  });
});
