/** A question whose words are written otherwise than those of the memory that answers it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openMemories } from './remembering.ts';

let opened: Awaited<ReturnType<typeof openMemories>>;
beforeAll(async () => {
  opened = await openMemories();
});
afterAll(() => opened.close());

describe('a question of nothing but signs', () => {
  it.each([
    ['🦄', 'Party theme for Lena: 🦄 and rainbow 🌈 cake.'],
    [' 🦄? ', 'Party theme for Lena: 🦄 and rainbow 🌈 cake.'],
    ['❤️', 'Mum signs with ❤'],
    ['❤', 'Mum signs with ❤️'],
    ['→', 'Deploy: main → staging'],
  ])('%s finds what has exactly these', async (question, content) => {
    const { memories, remembering, recalled } = opened;
    const who = await remembering(content, 'What else is there?');
    expect(await recalled(who, question)).toEqual([content]);
    expect((await memories.search(who, { query: question, filter: {} })).items.map(({ memory }) => memory.content)).toEqual([content]);
  });

  it.each(['?', '...', '-', '🐢'])('%s finds nothing where there is no such sign', async (question) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering('What else is there? - Nothing ... 🦄'), question)).toEqual([]);
  });
});

describe('a Korean noun is found with another particle than the question has', () => {
  it.each([
    ['회의를 언제', '회의는 매주 화요일에 있다'],
    ['프린터가 어디에 있어', '프린터는 3층에 있음'],
    ['생일이 언제', '엄마 생일은 5월 3일'],
    ['회의 시간', '회의는 매주 화요일'],
    ['차를 어디에 두었지', '차는 지하 2층'],
    ['서울에서 출발', '서울까지 두 시간'],
    ['컴퓨터로 무엇', '컴퓨터가 고장'],
    ['Docker를', 'Docker로 배포'],
    ['API는', 'API 키는 금고에'],
  ])('%s', async (question, content) => {
    const { remembering, recalled } = opened;
    expect((await recalled(await remembering(content, '점심은 김밥'), question))[0]).toBe(content);
  });

  it.each(['회의를', '차를', '사과'])('%s finds no other noun that begins alike', async (question) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering('회를 먹었다', '차이점 목록', '사람이 많다', '회원 명단'), question)).toEqual([]);
  });

  it('and one that only another compartment has changes nothing', async () => {
    const { remembering, recalled } = opened;
    const who = await remembering('우산은 현관에', '장화는 창고에');
    const before = await recalled(who, '우산을 현관');
    await remembering('우산을 샀다', '우산이 많다');
    expect([before, await recalled(who, '우산을 현관')]).toEqual([['우산은 현관에'], ['우산은 현관에']]);
  });

  it('says what was found in it', async () => {
    const { memories, remembering } = opened;
    const { items } = await memories.recall(await remembering('회의는 매주 화요일'), '회의를 언제');
    expect(items[0]).toMatchObject({ matched: ['words'], terms: ['회의'] });
  });
});

describe('a noun of Arabic or Hebrew is found without what is written in front of it, and with something else there', () => {
  it.each([
    ['متى الاجتماع', 'اجتماع الفريق كل يوم أحد'],
    ['بالسيارة', 'السيارة في الموقف'],
    ['وللمدرسة', 'المدرسة قريبة'],
    ['إلى المطار', 'لدي حجز من مطار دبي'],
    ['הפגישה', 'פגישה עם עורך הדין'],
    ['למכונית', 'המכונית במוסך'],
    ['בבית', 'הבית בחיפה'],
  ])('%s', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content, 'قهوة بدون سكر', 'קפה בלי סוכר'), question)).toEqual([content]);
  });

  it.each([
    ['ولد', 'ألد الأعداء'],
    ['الا', 'لا شيء'],
  ])('%s finds no other word', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content), question)).toEqual([]);
  });
});

describe('what one writes as one word is found as several, and the other way round', () => {
  it.each([
    ['LH454', 'Flight LH 454 leaves at noon'],
    ['LH 454', 'Flight LH454 leaves at noon'],
    ['nodejs', 'Node.js runs the jobs'],
    ['Node.js', 'nodejs runs the jobs'],
    ['jira4821', 'JIRA-4821 is about the login'],
    ['JIRA-4821', 'jira4821 is about the login'],
    ['fetchInvoicePdf', '`fetch_invoice_pdf` is slow'],
    ['fetch_invoice_pdf', '`fetchInvoicePdf` is slow'],
    ['bettersqlite3', 'We use better-sqlite3'],
    ['better-sqlite3', 'We use bettersqlite3'],
    ['+49301234567', 'Call +49 30 1234567'],
    ['+49 30 1234567', 'Call +49301234567'],
    ['01701234567', "Oma's phone: 0170 123 45 67"],
    ['01701234567', 'Oma: 0170/123.45-67'],
    ['9783161484100', 'ISBN 978-3-16-148410-0'],
    ['550e8400e29b41d4a716446655440000', 'Tenant 550e8400-e29b-41d4-a716-446655440000'],
    ['MAB1234', 'Licence plate M-AB 1234'],
    ['0864127790', 'Siobhán: +353 86 412 7790'],
    ['0864127790', 'Siobhán: +353864127790'],
    ['086 412 7790', 'Siobhán: +353864127790'],
    ['+353864127790', 'Siobhán: 086 412 7790'],
    ['00353864127790', 'Siobhán: 0864127790'],
    ['Termin beim Zahnarzt', 'Der Zahnarzttermin ist im Dezember'],
    ['Schlüssel für den Keller', 'Der Kellerschlüssel hängt am Brett'],
    ['Schlüssel für unsere Garage', 'Garagenschlüssel: Haken 4'],
    ['Vertrag der Versicherung', 'Versicherungsvertrag liegt im Ordner'],
  ])('%s finds "%s"', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content, 'The login of the router'), question)).toEqual([content]);
  });

  it.each([
    ['nodejs', 'The node of the tree, and js files'],
    ['LH455', 'Flight LH 454 leaves at noon'],
    ['LH455', 'LH 4550'],
    ['01701234567', 'Between 01 and 67 there are 70 12 34 5'],
    ['0864127790', 'Siobhán: +353 86 412 7791'],
    ['+353864127790', 'Siobhán: 087 412 7790'],
  ])('%s does not find "%s"', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content), question)).toEqual([]);
  });

  it.each([
    ['white board', ['The white board hangs left in the hall', 'A whiteboard was bought']],
    ['LH 454', ['Our flight LH 454 was late', 'Flight LH454']],
    ['Where is the pan for the cake?', ['The pan is in the cupboard and the cake in the fridge']],
    ['Is there a pan, and a cake?', ['The pan is in the cupboard and the cake in the fridge']],
  ])('%s: what has it as it is written comes first, and words that do not stand side by side are not one', async (question, contents) => {
    const { remembering, recalled } = opened;
    const who = await remembering('Pancake recipe of grandma', ...contents, 'The router has a new login', 'Shoes are in the hall');
    expect((await recalled(who, question)).slice(0, contents.length)).toEqual(contents);
  });

  it('and one that is in another compartment alone is taken apart all the same', async () => {
    const { remembering, recalled } = opened;
    await remembering('OS1234 is a flight', 'os1234');
    expect(await recalled(await remembering('OS 1234 is ours'), 'OS1234')).toEqual(['OS 1234 is ours']);
  });
});

describe('one word in two shapes', () => {
  it.each([
    ['what did I buy for Lena', 'Bought Lena a bicycle'],
    ['repository', 'The repo is on Codeberg'],
    ['repo', 'The repository is on Codeberg'],
    ['production database', 'prod db runs in Frankfurt'],
    ['kubernetes', 'k8s is at version 1.33'],
    ['17th of May', 'Lena is born on 17 May'],
    ['3 June', 'The fair is on June 3rd'],
    ['11 June', 'The fair is on June 11th'],
    ['postgres', 'db is pg 17'],
  ])('%s finds "%s"', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content, 'Zero noise at night'), question)).toEqual([content]);
  });
});

describe('a name that is several words of the question', () => {
  it('is found also where enough has one of the words', async () => {
    const { remembering, recalled } = opened;
    const others = ['use', 'auth', 'store'].flatMap((word) => Array.from({ length: 12 }, (_, place) => `The ${word} of number ${place}`));
    const who = await remembering('`useAuthStore()` holds the session', ...others);
    expect((await recalled(who, 'use auth store'))[0]).toBe('`useAuthStore()` holds the session');
  });
});

describe('a word that nothing has finds what is nearly that word', () => {
  it.each([
    ['deployment', 'Deploys happen via GitHub Actions'],
    ['allergies', 'Lena is allergic to nuts'],
    ['allergy', 'Lena is allergic to nuts'],
    ['organization', 'The organisation has three teams'],
    ['acountant', 'Our accountant is Ms Weber'],
    ['adress', 'The address of the club is Am Hafen 3'],
    ['Katzen', 'Unsere Katze frisst nur Nassfutter'],
    ['Verträge', 'Der Internetvertrag endet im Mai'],
    ['Versicherungen', 'Die Rechtsschutzversicherung ist gekündigt'],
    ['Ferienwohnungen', 'Die Ferienwohnung in Kiel'],
    ['Rechnungen', 'Rechnungsstellung über Lexware'],
    ['Telekomvertrag', 'Internetvertrag bei der Telekom'],
    ['Zahnarzttermin', 'Termin beim Zahnarzt am 5. Mai'],
    ['Steuerberatung', 'Steuerberater ist Herr Kern'],
    ['Papiertonne', 'Mülltonne (Papier) montags an die Straße'],
    ['Teamsitzung', 'Sitzung des Teams am Dienstag'],
    ['teamträff', 'Teamet träffas på tisdagar'],
    ['katsastus', 'Auto pitää katsastaa maaliskuussa'],
    ['description', 'The descriptor of the file'],
    ['рестораны', 'Любимый ресторан у вокзала'],
    ['бабушка', 'Подарок бабушке на юбилей'],
    ['книгу', 'Любимая книга Анны'],
  ])('%s finds "%s", and says so', async (question, content) => {
    const { memories, remembering } = opened;
    const { items } = await memories.recall(await remembering(content, 'Zero noise at night, 21 degrees'), question);
    expect(items.map(({ memory, matched }) => [memory.content, matched])).toEqual([[content, ['spelling']]]);
  });

  it.each([
    ['zebra', 'zero waste'],
    ['vacation', 'the location of the station'],
    ['light', 'every night at the right sight'],
    ['hotel', 'the motel and the hovel'],
    ['production', 'reduction of costs'],
    ['interest', 'an interval of five minutes on the internet'],
    ['passport', 'the password is in the safe'],
    ['plane', 'water the plant'],
    ['dentist', 'population density'],
    ['invoice4711', 'invoice4712'],
    ['contract', 'the contour of the hill'],
    ['birthday', 'the birthplace of Goethe'],
    ['insurance', 'insulin is in the fridge'],
    ['Versicherung', 'Die Verwaltung schreibt im Herbst'],
    ['Rechnung', 'Zeichnung liegt im Keller'],
    ['Geburtstag', 'Donnerstag ist frei'],
    ['planet', 'Airplanes land at runway nine'],
    ['Zeitungen', 'Zeitgeist und Leitungen'],
    ['internal', 'The internet is slow'],
    ['Teamleiter', 'Die Leitung schreibt dem Team'],
    ['transfer', 'The transport of the fridge'],
  ])('%s does not find "%s"', async (question, content) => {
    const { remembering, recalled } = opened;
    expect(await recalled(await remembering(content), question)).toEqual([]);
  });

  it('also where enough has another word of the question, because what nothing has says most', async () => {
    const { remembering, recalled } = opened;
    const others = Array.from({ length: 200 }, (_, place) => (place < 35 ? `The meeting number ${place} was long` : `Paint ${place} is dry`));
    const who = await remembering(...others, 'Our accountant is Ms Weber', 'Deploys run on Node.js');
    expect((await recalled(who, 'acountant meeting')).slice(0, 1)).toEqual(['Our accountant is Ms Weber']);
    expect((await recalled(who, 'nodejs meeting')).slice(0, 1)).toEqual(['Deploys run on Node.js']);
  });

  it('behind what has a word of the question that says as much', async () => {
    const { remembering, recalled } = opened;
    const who = await remembering('The website is in Hugo', 'Deploys happen at night', 'Deploys of the website happen at noon');
    expect(await recalled(who, 'website deployment')).toEqual(['Deploys of the website happen at noon', 'The website is in Hugo', 'Deploys happen at night']);
  });

  it('and not beside what has the word itself', async () => {
    const { remembering, recalled } = opened;
    const who = await remembering('The contract ends in May', 'The contact is Ms Weber');
    expect(await recalled(who, 'contact')).toEqual(['The contact is Ms Weber']);
  });

  it('whatever other compartments have', async () => {
    const { memories, remembering, recalled } = opened;
    const who = await remembering('The quokka is at the harbor', 'nothing of it');
    const before = await memories.recall(who, 'harbour quokkas');
    await remembering(...Array.from({ length: 30 }, (_, place) => `harbour ${place}`), 'harbor of others', 'quokkas');
    const after = await memories.recall(who, 'harbour quokkas');
    const shown = ({ items }: typeof before) => items.map(({ memory, matched, terms }) => [memory.content, matched, terms]);
    expect(shown(after)).toEqual(shown(before));
    expect(await recalled(who, 'harbour')).toEqual(['The quokka is at the harbor']);
  });
});
