/** What a question is taken apart into, what of it finds a memory, and what of it an answer tells. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textQuery } from '../../src/memory/text-query.ts';
import { openMemories } from './remembering.ts';

let opened: Awaited<ReturnType<typeof openMemories>>;
beforeAll(async () => {
  opened = await openMemories();
});
afterAll(() => opened.close());

const found = async (question: string, ...contents: readonly string[]) => opened.recalled(await opened.remembering(...contents), question);
const told = async (question: string, ...contents: readonly string[]) => {
  const { items } = await opened.memories.recall(await opened.remembering(...contents), question);
  return items.map(({ memory, terms }) => [memory.content, terms]);
};

describe('what an apostrophe cuts off is no word to look for', () => {
  it.each([
    ["what's the plan", ['plan']],
    ['what’s the plan', ['plan']],
    ["Anna's party, and where we'll park", ['anna', 'party', 'park']],
    ["l'adresse d'Anne", ['adresse', 'anne']],
    ['L’Oréal', ['oreal']],
    ["qu'il mange", ['mange']],
    ["c't", ['c']],
    ["rock'n'roll", ['rock', 'n', 'roll']],
    ["O'Reilly", ['o', 'reilly']],
    ["what's", ['what']],
  ])('%s', (question, words) => {
    expect(textQuery(question).words).toEqual(words);
  });

  it('so that it finds nothing, and is not told', async () => {
    expect(await told("what's the plan", "Tom's bike is red", "The plan's a secret")).toEqual([["The plan's a secret", ['plan']]]);
  });
});

describe('"am" is a function word of two languages', () => {
  it.each([
    ['where am I parked', ['parked']],
    ['Wer kommt am Montag', ['kommt', 'montag']],
    ['the war hat am I', ['war', 'hat']],
    ['who am I', ['who', 'am', 'i']],
  ])('%s', (question, words) => {
    expect(textQuery(question).words).toEqual(words);
  });
});

describe('a word that is a function word only without its accent is none', () => {
  it.each([
    ['elle préfère le thé vert', ['prefere', 'the', 'vert']],
    ['du thé', ['du', 'the']],
    ['¿Qué té le gusta a Ana?', ['te', 'gusta', 'ana']],
    ['Où est-ce que je dois aller ?', ['aller']],
    ['¿Cuándo está él en casa?', ['casa']],
    ['Wann können wir für Mia üben', ['mia', 'uben']],
    ['Где мой ключ', ['ключ']],
  ])('%s', (question, words) => {
    expect(textQuery(question).words).toEqual(words);
  });
});

describe('an answer tells the words of the question as they were asked', () => {
  it.each([
    ['Müller', 'Herr Müller', ['muller']],
    ['Müller', 'Herr Mueller', ['muller']],
    ['Müller', 'Herr Muller', ['muller']],
    ['Mueller', 'Herr Müller', ['mueller']],
    ['js build', 'jsmith did the build', ['build']],
    ['js build', 'the build of Node.js', ['js', 'build']],
    ['TV in the hall', 'Both TVs are in the hall', ['tv', 'hall']],
    ['Node.js', 'nodejs runs the jobs', ['node', 'js']],
    ['LH 454', 'Flight LH454 leaves at noon', ['lh', '454']],
    ['nodejs', 'Node.js runs the jobs', ['nodejs']],
    ['jira4821', 'JIRA-4821 is about the login', ['jira4821']],
    ['fetchInvoicePdf', '`fetch_invoice_pdf` is slow', ['fetchinvoicepdf']],
    ['차를 어디에', '차는 지하 2층', ['차를']],
    ['회의 시간', '회의시간은 두 시', ['회의', '시간']],
    ['茶', '我喜欢喝绿茶', ['茶']],
  ])('%s of "%s"', async (question, content, terms) => {
    expect(await told(question, content)).toEqual([[content, terms]]);
  });

  it('on every page', async () => {
    const { memories, remembering } = opened;
    const who = await remembering('Herr Mueller', 'Frau Mueller');
    const asked = { query: 'Müller', filter: {}, limit: 1 };
    const first = await memories.search(who, asked);
    const second = await memories.search(who, { ...asked, cursor: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ terms }) => terms)).toEqual([['muller'], ['muller']]);
  });

  it.each([
    ['nodejs', 'Node.js'],
    ['Müller', 'Mueller'],
    ['JS DB', 'JSDB'],
    ['TV', 'TV'],
  ])('and of a long memory shows the part that has %s as %s', async (question, written) => {
    const { memories, remembering } = opened;
    const [item] = (await memories.recall(await remembering(`${'xjs dbx stvx m u e l r '.repeat(4_300)}${written}`), question)).items;
    expect(item?.cut).toBe(true);
    expect(item?.memory.content).toContain(written);
  });
});

describe('a short name is found as one word and as two', () => {
  it.each([
    ['email', 'E-Mail to Kim'],
    ['E-Mail', 'email to Kim'],
    ['wifi', 'The Wi-Fi is slow'],
    ['Wi-Fi', 'The wifi is slow'],
    ['wlan', 'W-LAN im Keller'],
    ['W-LAN', 'wlan im Keller'],
    ['tshirt', 'T-Shirt size: large'],
    ['LH45', 'Flight LH 45'],
  ])('%s finds "%s"', async (question, content) => {
    expect(await found(question, content, 'The login of the router')).toEqual([content]);
  });

  it.each([
    ['meat', 'Call me at noon'],
    ['Esso', 'Heute ist es so warm'],
    ['town', "I don't own a car"],
    ['steam', "Anna's team is large"],
    ['lune', "C'est l'une des clefs"],
    ['shell', "She'll be late"],
    ['2024', 'The train leaves at 20:24'],
    ['ideal', 'Plan I: deal with it'],
    ['email', 'The mail is late'],
  ])('%s does not find "%s"', async (question, content) => {
    expect(await found(question, content)).toEqual([]);
  });

  it('and is not taken apart where anything has it as it stands', async () => {
    expect(await found('email', 'email to Kim', 'E-Mail to Tom')).toEqual(['email to Kim']);
  });
});

describe('a name of three and four words', () => {
  /** Each of the words is known as a word, so that none is looked for inside another. */
  const others = (...words: readonly string[]) => words.flatMap((word) => Array.from({ length: 20 }, (_, place) => `${word} ${place}`));

  it.each([
    ['http server config', 'HTTPServerConfig', others('http', 'server')],
    ['raspberry pi zero two', 'RaspberryPiZeroTwo', others('raspberry')],
  ])('%s finds %s', async (question, name, beside) => {
    const content = `${name} has a timeout`;
    const who = await opened.remembering(content, ...beside);
    const { items } = await opened.memories.search(who, { query: question, filter: {}, limit: 100 });
    expect(items.map(({ memory, matched }) => [memory.content, matched.includes('words')])).toContainEqual([content, true]);
  });

  it('and the other way round, also where it begins with capitals', async () => {
    expect(await found('HTTPServerConfig', 'The http server config has a timeout', 'A server of http')).toEqual(['The http server config has a timeout']);
  });

  it('asks for a few forms of a question, however long, and for none longer than a name', () => {
    const words = Array.from({ length: 32 }, (_, place) => `word${String.fromCharCode(97 + (place % 26), 97 + (place >> 3))}`);
    const forms = [...(textQuery(words.join(' ')).forms ?? new Map()).values()].map((each) => each.length);
    expect(Math.max(...forms)).toBe(4);
    expect(textQuery('extraordinarily longwinded identifier').forms?.get('extraordinarily')).toEqual([
      { text: 'extraordinarilylongwinded', goesOn: false },
      { text: 'extraordinarilylongwindedidentifier', goesOn: false },
    ]);
    expect(textQuery('extraordinarily longwinded identifiers unseen').forms?.get('extraordinarily')).toHaveLength(2);
  });
});

describe('a number in groups and the same in one', () => {
  it.each([
    ['DE89370400440532013000', 'IBAN DE89 3704 0044 0532 0130 00'],
    ['NL91ABNA0417164300', 'IBAN NL91 ABNA 0417 1643 00'],
    ['1234567890123456', 'Library card 1234 5678 9012 3456'],
    ['123456789012', 'Customer 123 456 789 012'],
    ['01701234567', 'Call 0170 12 34 567'],
    ['030123456', 'Call 030 12 34 56'],
    ['0170123456', 'Call 01 70 12 34 56'],
  ])('%s and "%s"', async (number, content) => {
    expect(await found(number, content, 'The login of the router')).toEqual([content]);
    const inOne = `It is ${number}`;
    const who = await opened.remembering(inOne, 'The login of the router');
    const { items } = await opened.memories.recall(who, content.replace(/^(?:IBAN|Call|Customer|Library card) /, ''));
    expect(items.map(({ memory, matched }) => [memory.content, matched.includes('words')])).toEqual([[inOne, true]]);
  });

  it.each([
    ['DE89370400440532013000', 'IBAN DE89 3704 0044 0532 0130 01'],
    ['0170123456', 'Call 01 70 12 34 57'],
  ])('%s does not find "%s"', async (number, content) => {
    expect(await found(number, content)).toEqual([]);
  });
});

describe('a single character of grammar is no term beside others', () => {
  it.each([
    ['我的钥匙', ['我的', '的钥', '钥', '钥匙', '匙']],
    ['サーバー', ['サー', 'ーバ', 'バー']],
    ['鍵は', ['鍵', '鍵は']],
    ['おはよう', ['おは', 'はよ', 'よう']],
    ['iPhone を', []],
    ['iPhone ねこ', ['ねこ']],
    ['的', ['的']],
    ['を', ['を']],
    ['茶', ['茶']],
  ])('%s', (question, grams) => {
    expect(textQuery(question).grams).toEqual(grams);
  });

  it('so that it finds nothing, and is not told', async () => {
    expect(await told('我的钥匙在哪里', '钥匙在抽屉', '我喜欢他的猫')).toEqual([['钥匙在抽屉', ['钥', '钥匙', '匙', '匙在']]]);
  });
});

describe('an amount is found with and without the signs between its thousands', () => {
  it.each([
    ['1000000', 'The prize is 1,000,000 euros'],
    ['1000000', 'Der Preis ist 1.000.000 Euro'],
    ['1000000', 'Le prix est de 1 000 000 euros'],
    ['25000', 'Das Auto kostet 25’000 Franken'],
    ['5000', 'rent and heating: 5,000 in all'],
    ['1250000000', 'a budget of 1,250,000,000'],
    ['1,000,000', 'the prize is 1000000 euros'],
  ])('%s finds "%s"', async (question, content) => {
    const who = await opened.remembering(content, 'The login of the router');
    const { items } = await opened.memories.recall(who, question);
    expect(items.map(({ memory }) => memory.content)).toEqual([content]);
    expect(items[0]?.terms).not.toEqual([]);
  });
});

describe('why a memory was found', () => {
  it.each([
    ['AI', '关于AI的笔记', ['ai']],
    ['TV', '居間のTVが壊れた', ['tv']],
    ['PC 密码', '我的PC密码是新的', ['pc', '密', '密码', '码']],
    ['email', '我的e-mail地址', ['email']],
    ['Wi-Fi', '家のwifiが遅い', ['wi', 'fi']],
  ])('%s: a word of another script ends where one without spaces begins: %s', async (question, content, terms) => {
    const { items } = await opened.memories.recall(await opened.remembering(content), question);
    expect(items.map((item) => item.terms)).toEqual([terms]);
  });
});

describe('a word that was found by another spelling is told too', () => {
  it.each([
    ['acountant', 'Our accountant is Ms Weber', ['acountant']],
    ['Versicherungen von Anna', 'Anna: Rechtsschutzversicherung bei der ARAG', ['anna', 'versicherungen']],
    ['harbour quokkas', 'The quokka is at the harbor', ['quokkas', 'harbour']],
  ])('%s', async (question, content, terms) => {
    const { items } = await opened.memories.recall(await opened.remembering(content), question);
    expect(items.map((item) => item.terms)).toEqual([terms]);
  });
});

describe('a word that says little beside others is not looked for inside longer words', () => {
  it.each([
    ['how do I make the dough', ['make', 'dough'], ['dough']],
    ['remind me whom to call, an electrician', ['remind', 'call', 'electrician'], ['electrician']],
    ['Wie heißt der Hund', ['heisst', 'hund'], ['hund']],
    ['use call', ['use', 'call'], ['use', 'call']],
  ])('%s', (question, words, parts) => {
    expect(textQuery(question)).toMatchObject({ words, parts });
  });
});
