/** Times with two ends, thirds of a month or a year, and their names beside English. */
import { describe, expect, it } from 'vitest';
import { readTimeExpression } from '../../src/memory/time/time-expression.ts';
import { createWallClock } from '../../src/memory/time/wall-clock.ts';

const utc = createWallClock('UTC');
/** A Monday at noon. */
const NOW = Date.parse('2026-11-23T12:00:00Z');

const shown = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString().slice(0, 16).replace('T00:00', ''));
const at = (question: string, now: number) => {
  const { rest, range } = readTimeExpression(question, now, utc);
  return [rest, shown(range.after), shown(range.before)];
};
const read = (question: string) => at(question, NOW);

describe('a time with two ends is all from the first to the last day', () => {
  it.each([
    ['notes from 3 to 9 March', 'notes', '2026-03-03', '2026-03-10'],
    ['notes March 3-9', 'notes', '2026-03-03', '2026-03-10'],
    ['notes 3–9 March 2025', 'notes', '2025-03-03', '2025-03-10'],
    ['notes March 3 to 9', 'notes', '2026-03-03', '2026-03-10'],
    ['notes from March 3 to 9, 2025', 'notes', '2025-03-03', '2025-03-10'],
    ['notes oct 3-9', 'notes', '2026-10-03', '2026-10-10'],
    ['notes from march 3-9', 'notes', '2026-03-03', '2026-03-10'],
    ['notes from March 3 to 9 April', 'notes', '2026-03-03', '2026-04-10'],
    ['between the 3rd and the 9th of March', '', '2026-03-03', '2026-03-10'],
    ['from early March to late May', '', '2026-03-01', '2026-06-01'],
    ['notes from 20 to 30 November', 'notes', '2026-11-20', '2026-12-01'],
    ['zwischen März und Mai', '', '2026-03-01', '2026-06-01'],
    ['was zwischen März und Mai 2025 war', 'was war', '2025-03-01', '2025-06-01'],
    ['was von März bis Mai war', 'was war', '2026-03-01', '2026-06-01'],
    ['was von 2020 bis 2024 war', 'was war', '2020-01-01', '2025-01-01'],
    ['was vom 3. bis 9. März war', 'was war', '2026-03-03', '2026-03-10'],
    ['Urlaub 3.–9. März', 'Urlaub', '2026-03-03', '2026-03-10'],
    ['vom 28. Februar bis zum 3. März', '', '2026-02-28', '2026-03-04'],
    ['zwischen dem 3. und dem 9. März', '', '2026-03-03', '2026-03-10'],
    ['von Anfang März bis Ende Mai', '', '2026-03-01', '2026-06-01'],
    ['réunions de mars à mai', 'réunions', '2026-03-01', '2026-06-01'],
    ['réunions du 3 au 9 mars', 'réunions', '2026-03-03', '2026-03-10'],
    ['réunions du 1er au 9 mars', 'réunions', '2026-03-01', '2026-03-10'],
    ['réunions du 3 mars au 5 mai', 'réunions', '2026-03-03', '2026-05-06'],
    ['réunions entre le 3 et le 5 mars', 'réunions', '2026-03-03', '2026-03-06'],
    ['réunions de début mars à fin mai', 'réunions', '2026-03-01', '2026-06-01'],
    ['notas de marzo a mayo', 'notas', '2026-03-01', '2026-06-01'],
    ['notas de enero a marzo de 2025', 'notas', '2025-01-01', '2025-04-01'],
    ['notas del 3 al 9 de marzo', 'notas', '2026-03-03', '2026-03-10'],
    ['3月至5月的会议', '的会议', '2026-03-01', '2026-06-01'],
    ['3月到5月之间的会议', '的会议', '2026-03-01', '2026-06-01'],
    ['三月到五月的会议', '的会议', '2026-03-01', '2026-06-01'],
    ['3月3号到9号的会议', '的会议', '2026-03-03', '2026-03-10'],
    ['3月から5月までの会議', '会議', '2026-03-01', '2026-06-01'],
    ['12月から2月までの会議', '会議', '2025-12-01', '2026-03-01'],
    ['2024年11月から2月までの会議', '会議', '2024-11-01', '2025-03-01'],
    ['２０２５年３月至５月的会议', '的会议', '2025-03-01', '2025-06-01'],
  ])('%s', (question, rest, after, before) => {
    expect(read(question)).toEqual([rest, after, before]);
  });

  it.each([
    ['a number of something', ['March 3 to 9 people', 'May 3-5 people come?', 'may 3-5 people come', 'from 3 to 9 people', 'von 2000 bis 2100 Euro']],
    ['may as a verb', ['values from 3 to 9 may occur', 'values between 3 and 9 may occur']],
    ['march as a verb, or a number of a thing', ['march 3-9', "version 3-9 of March's tool", 'pages 3-9, March issue']],
    ['days that are in the wrong order', ['notes from 9 to 3 March', 'notes 28-31 February']],
    ['what is every week', ['von Montag bis Freitag', 'horario de lunes a viernes', 'du lundi au vendredi']],
    ['half of it', ['Frau von Mai', 'zwischen Tür und Angel', 'du 8 au rez', 'de Mars à Vénus', 'el 3 de marzo al 5 de mayo']],
    ['a street or a square', ['place du 8 mai 1945', 'rue du 8 mai 1945']],
    ['what only has the signs of it', ['3月到货', '3月から始まる', '第3月到第5月', '13月から14月', '2025年11月和十二月', '3月至5月号', '3月9日至3日']],
  ])('none is read into %s', (_what, questions) => {
    expect(questions.map(read)).toEqual(questions.map((question) => [question, null, null]));
  });

  it('what happened in a place on a day is of no street', () => {
    expect(read('it took place March 5, 2025')).toEqual(['it took place', '2025-03-05', '2025-03-06']);
    expect(read('it took place early March')).toEqual(['it took place', '2026-03-01', '2026-03-11']);
  });
});

describe('early, middle and late are thirds of a month or a year', () => {
  it.each([
    ['notes mid-October', 'notes', '2026-10-11', '2026-10-21'],
    ['notes of early November', 'notes of', '2026-11-01', '2026-11-11'],
    ['notes in late October', 'notes', '2026-10-21', '2026-11-01'],
    ['notes in late may', 'notes', '2026-05-21', '2026-06-01'],
    ['early 2025', '', '2025-01-01', '2025-05-01'],
    ['mid-2025', '', '2025-05-01', '2025-09-01'],
    ['late 2025', '', '2025-09-01', '2026-01-01'],
    ['the beginning of March', '', '2026-03-01', '2026-03-11'],
    ['at the start of 2025', '', '2025-01-01', '2025-05-01'],
    ['in the middle of March 2025', '', '2025-03-11', '2025-03-21'],
    ['at the end of last month', '', '2026-10-21', '2026-11-01'],
    ['beginning of the year', '', '2026-01-01', '2026-05-01'],
    ['since early March', '', '2026-03-01', null],
    ['by the end of March', '', null, '2026-04-01'],
    ['before the end of March', '', null, '2026-04-01'],
    ['after the end of March', '', '2026-04-01', null],
    ['late summer 2025', '', '2025-08-01', '2025-09-01'],
    ['early Q3 2025', '', '2025-07-01', '2025-08-01'],
    ['was Anfang November war', 'was war', '2026-11-01', '2026-11-11'],
    ['Mitte November 2025', '', '2025-11-11', '2025-11-21'],
    ['Ende 2025', '', '2025-09-01', '2026-01-01'],
    ['was Ende letzten Monats war', 'was war', '2026-10-21', '2026-11-01'],
    ['Mitte letzten Jahres', '', '2025-05-01', '2025-09-01'],
    ['am Anfang des Jahres 2025', '', '2025-01-01', '2025-05-01'],
    ['Ende dieses Monats', '', '2026-11-21', '2026-12-01'],
    ['seit Anfang März', '', '2026-03-01', null],
    ['réunion début novembre', 'réunion', '2026-11-01', '2026-11-11'],
    ['réunion à la mi-novembre', 'réunion', '2026-11-11', '2026-11-21'],
    ['réunion fin octobre 2025', 'réunion', '2025-10-21', '2025-11-01'],
    ['à la fin du mois dernier', '', '2026-10-21', '2026-11-01'],
    ['au début de l’année', '', '2026-01-01', '2026-05-01'],
    ['depuis début mars', '', '2026-03-01', null],
    ['reunión a principios de noviembre', 'reunión', '2026-11-01', '2026-11-11'],
    ['reunión a mediados de octubre de 2025', 'reunión', '2025-10-11', '2025-10-21'],
    ['reunión a finales de octubre', 'reunión', '2026-10-21', '2026-11-01'],
    ['a finales del año pasado', '', '2025-09-01', '2026-01-01'],
    ['desde principios de marzo', '', '2026-03-01', null],
  ])('%s', (question, rest, after, before) => {
    expect(read(question)).toEqual([rest, after, before]);
  });

  it('of one that has not begun it is the one before', () => {
    const earlier = Date.parse('2026-11-15T12:00:00Z');
    expect(at('late November', earlier)).toEqual(['', '2025-11-21', '2025-12-01']);
    expect(at('mid-November', earlier)).toEqual(['', '2026-11-11', '2026-11-21']);
    expect(at('the end of the year', Date.parse('2026-03-18T12:00:00Z'))).toEqual(['', '2025-09-01', '2026-01-01']);
  });

  it.each([
    ['what has no thirds', ['at the end of the meeting notes', 'early access 2025', 'late fee', 'mid-level', 'mid-level march', 'end of year report']],
    ['a day that somebody was late on', ['was late March 5', 'late may work', 'early may be too soon', 'early summer dress']],
    ['a word that ends in it', ['Ende-zu-Ende 2025', 'Ende-zu-Ende', 'year-end 2025']],
    ['another meaning', ['fin', 'fin de semana', 'plan de fin de año', 'mi marzo', 'mi 2024 favorito', 'los principios de 2025', 'las finales de 2024']],
    ['the way to it', ['bis Ende März', 'd’ici fin mars', 'hasta finales de marzo', 'avant la fin de mars']],
  ])('not of %s', (_what, questions) => {
    expect(questions.map(read)).toEqual(questions.map((question) => [question, null, null]));
  });
});

describe('weeks, quarters, seasons and years by their name', () => {
  it.each([
    ['notes of the week of October 5', 'notes of', '2026-10-05', '2026-10-12'],
    ['the week of the 7th of October', '', '2026-10-05', '2026-10-12'],
    ['in der Woche vom 7. Oktober', '', '2026-10-05', '2026-10-12'],
    ['la semaine du 7 octobre', '', '2026-10-05', '2026-10-12'],
    ['la semana del 7 de octubre', '', '2026-10-05', '2026-10-12'],
    ['Protokoll vom 5. Oktober', 'Protokoll', '2026-10-05', '2026-10-06'],
    ['was im dritten Quartal war', 'was war', '2026-07-01', '2026-10-01'],
    ['was im 3. Quartal 2025 war', 'was war', '2025-07-01', '2025-10-01'],
    ['im ersten Halbjahr 2025', '', '2025-01-01', '2025-07-01'],
    ['réunions au troisième trimestre', 'réunions', '2026-07-01', '2026-10-01'],
    ['réunions au 1er trimestre 2025', 'réunions', '2025-01-01', '2025-04-01'],
    ['notas en el tercer trimestre', 'notas', '2026-07-01', '2026-10-01'],
    ['notas del segundo trimestre de 2025', 'notas', '2025-04-01', '2025-07-01'],
    ['今年第三季度的会议', '的会议', '2026-07-01', '2026-10-01'],
    ['2025年二季度的会议', '的会议', '2025-04-01', '2025-07-01'],
    ['第三四半期の会議', '会議', '2026-07-01', '2026-10-01'],
    ['2025年第4四半期の会議', '会議', '2025-10-01', '2026-01-01'],
    ['was im Sommer 2025 war', 'was war', '2025-06-01', '2025-09-01'],
    ['was letzten Herbst war', 'was war', '2025-09-01', '2025-12-01'],
    ['was diesen Sommer war', 'was war', '2026-06-01', '2026-09-01'],
    ['réunions cet été', 'réunions', '2026-06-01', '2026-09-01'],
    ['réunions l’été dernier', 'réunions', '2026-06-01', '2026-09-01'],
    ['notas este verano', 'notas', '2026-06-01', '2026-09-01'],
    ['notas el otoño pasado', 'notas', '2025-09-01', '2025-12-01'],
    ['去年夏天的会议', '的会议', '2025-06-01', '2025-09-01'],
    ['昨年の夏に決めたこと', 'に決めたこと', '2025-06-01', '2025-09-01'],
    ['was im Jahr 2024 war', 'was war', '2024-01-01', '2025-01-01'],
    ['decisions in the year 2024', 'decisions', '2024-01-01', '2025-01-01'],
    ['réunions en 2024', 'réunions', '2024-01-01', '2025-01-01'],
    ['en 2024, Marie a décidé', ', Marie a décidé', '2024-01-01', '2025-01-01'],
    ['notas en el año 2024', 'notas', '2024-01-01', '2025-01-01'],
    ['2024年に決めたこと', '決めたこと', '2024-01-01', '2025-01-01'],
    ['2024年的会议', '的会议', '2024-01-01', '2025-01-01'],
  ])('%s', (question, rest, after, before) => {
    expect(read(question)).toEqual([rest, after, before]);
  });

  it.each([
    ['a number of something', ['en 2024 Unternehmen', 'resumen en 2000 palabras', 'résumé en 2000 mots', 'im Jahr 2000 Euro', 'within 1 quarter']],
    [
      'a part of something else',
      ['in the second half of the talk', 'au troisième trimestre de la grossesse', 'the week of March', 'vom 2. Stock', 'vom Umzug'],
    ],
    [
      'a case, a name, a course',
      ['in diesem Fall', 'im Fall der Fälle', 'in dem Fall', 'Frau Sommer', 'université d’été 2025', 'Le projet a été en retard', 'este mar'],
    ],
    ['a longer word', ['第三季', '2024年度', '2024年会', '2000年前', '2000年に一度', '2024 年 3 月前', 'the year 2000 problem']],
  ])('not of %s', (_what, questions) => {
    expect(questions.map(read)).toEqual(questions.map((question) => [question, null, null]));
  });
});

describe('a part of a day in the other languages', () => {
  it.each([
    ['was gestern Abend war', 'was war', '2026-11-22T18:00', '2026-11-23'],
    ['was heute früh war', 'was war', '2026-11-23T05:00', '2026-11-23T12:00'],
    ['was heute Morgen war', 'was war', '2026-11-23T05:00', '2026-11-23T12:00'],
    ['réunion hier soir', 'réunion', '2026-11-22T18:00', '2026-11-23'],
    ['réunion avant-hier soir', 'réunion', '2026-11-21T18:00', '2026-11-22'],
    ['réunion ce matin', 'réunion', '2026-11-23T05:00', '2026-11-23T12:00'],
    ['reunión ayer por la tarde', 'reunión', '2026-11-22T12:00', '2026-11-22T18:00'],
    ['reunión ayer por la noche', 'reunión', '2026-11-22T18:00', '2026-11-23T06:00'],
    ['昨天晚上的会议', '的会议', '2026-11-22T18:00', '2026-11-23'],
    ['昨日の午後の会議', '会議', '2026-11-22T12:00', '2026-11-22T18:00'],
    ['was gestern und morgen ist', 'was und morgen ist', '2026-11-22', '2026-11-23'],
  ])('%s', (question, rest, after, before) => {
    expect(read(question)).toEqual([rest, after, before]);
  });
});

describe('how such a time is named, for memories that may name it too', () => {
  const named = (question: string) => readTimeExpression(question, NOW, utc).name;

  it.each([
    ['notes March 3-9', ['march', '3-9']],
    ['at the end of March', ['end', 'march']],
    ['was von März bis Mai war', ['marz', 'bis', 'mai']],
    ['réunions en 2024', ['2024']],
    ['reunión a principios de noviembre', ['principios', 'noviembre']],
    ['was im Jahr 2024 war', ['jahr', '2024']],
    ['3月至5月的会议', ['3月至5月']],
    ['2024年に決めたこと', ['2024年']],
    ['第三四半期の会議', ['第三四半期']],
  ])('%s', (question, said) => {
    expect(named(question)).toEqual({ said, moving: false });
  });

  it.each([
    'the end of last month',
    'the end of the year',
    'Ende letzten Monats',
    'fin du mois dernier',
    'cet été',
    'el verano pasado',
    'gestern Abend',
    '去年夏天',
  ])('%s is told from today', (question) => {
    expect(named(question)).toMatchObject({ moving: true });
  });
});
