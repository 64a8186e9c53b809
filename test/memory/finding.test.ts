import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/memory/caller.ts';
import { withoutLatest } from '../../src/memory/latest-first.ts';
import type { Memories } from '../../src/memory/memories.ts';
import { namesIn } from '../../src/memory/names-in.ts';
import { createTestClock } from '../support/gatehouse.ts';
import { openMemories } from './remembering.ts';

const clock = createTestClock(Date.parse('2026-03-18T09:30:00Z'));
let opened: Awaited<ReturnType<typeof openMemories>>;
let memories: Memories;
let counter = 0;

beforeAll(async () => {
  opened = await openMemories({ clock, timeZone: () => 'Europe/Berlin' });
  memories = opened.memories;
});
afterAll(() => opened.close());

/** A caller in a compartment that nothing else uses, who remembers all of this. */
async function remembering(...contents: readonly string[]): Promise<Caller> {
  counter += 1;
  const who: Caller = { compartment: `find${counter}`, clientId: 'gh_a', clientName: 'A', program: null, grantId: `gr_${counter}` };
  for (const content of contents) await memories.store(who, { content });
  return who;
}
const recalled = async (who: Caller, query: string, limit?: number) => (await memories.recall(who, query, limit)).items.map(({ memory }) => memory.content);

describe('diacritics and case never stand between a word and its memory, in either direction', () => {
  it.each([
    ['French', 'le café est fermé', 'cafe ferme'],
    ['Vietnamese', 'họp ở Đà Nẵng vào thứ năm', 'da nang'],
    ['Polish', 'spotkanie w Łodzi', 'lodzi'],
    ['German ß', 'die Hauptstraße ist gesperrt', 'hauptstrasse'],
    ['German ä as a', 'der Schlüssel liegt beim Bäcker', 'backer'],
    ['German ä as ae', 'der Schlüssel liegt beim Bäcker', 'baecker'],
    ['Danish', 'mødet i Århus', 'mode aarhus'],
    ['Turkish', 'Işık ve İstanbul', 'isik istanbul'],
    ['Russian ё', 'берёза во дворе', 'береза'],
    ['Greek', 'η σύσκεψη είναι αύριο', 'συσκεψη'],
    ['Hebrew points', 'שָׁלוֹם עולם', 'שלום'],
    ['Arabic vowels', 'مَكْتَبٌ جديد', 'مكتب'],
    ['wide letters', 'ＧＰＵ driver', 'gpu'],
    ['a decomposed text', 'cafe\u0301 corner', 'café'],
  ])('%s', async (_language, content, plain) => {
    const marked = await remembering(content, 'something else entirely');
    expect(await recalled(marked, plain)).toEqual([content.normalize('NFC')]);
    const unmarked = await remembering(plain, 'something else entirely');
    expect(await recalled(unmarked, content)).toEqual([plain]);
  });

  it('a Hindi word is one word: its vowel signs do not cut it', async () => {
    const who = await remembering('हिन्दी में लिखो', 'हर दिन');
    expect(await recalled(who, 'हिन्दी')).toEqual(['हिन्दी में लिखो']);
  });
});

describe('words of one and two characters, where nobody writes spaces', () => {
  it.each([
    ['Chinese, one', ['我喜欢喝绿茶', '咖啡在厨房'], '茶', '我喜欢喝绿茶'],
    ['Chinese, two', ['我喜欢喝绿茶', '绿色的门'], '绿茶', '我喜欢喝绿茶'],
    ['Japanese, one', ['駅で鍵を受け取る', '会議は金曜日です'], '鍵', '駅で鍵を受け取る'],
    ['Japanese, two', ['会議は金曜日です', '会社は休みです'], '会議', '会議は金曜日です'],
    ['Japanese, katakana', ['サーバーの更新は夜', 'サービスの停止'], 'サーバー', 'サーバーの更新は夜'],
    ['Thai, one with its vowel', ['ประชุมวันศุกร์', 'ศาลาอยู่ทางซ้าย'], 'ศุ', 'ประชุมวันศุกร์'],
    ['Thai, a word', ['ชาเย็นหนึ่งแก้ว', 'กาแฟร้อน'], 'ชา', 'ชาเย็นหนึ่งแก้ว'],
    ['Khmer', ['ខ្ញុំចូលចិត្តតែបៃតង', 'កាហ្វេក្តៅ'], 'តែ', 'ខ្ញុំចូលចិត្តតែបៃតង'],
    ['Lao', ['ຂ້ອຍມັກຊາຂຽວ', 'ກາເຟຮ້ອນ'], 'ຊາ', 'ຂ້ອຍມັກຊາຂຽວ'],
  ])('%s', async (_language, contents, query, wanted) => {
    const who = await remembering(...contents);
    expect((await recalled(who, query))[0]).toBe(wanted);
  });

  it('a question that mixes scripts is answered by the memory that has both', async () => {
    const who = await remembering('Kubernetes の更新は月曜', 'Kubernetes runs on three nodes', '更新は毎月');
    expect((await recalled(who, 'Kubernetes 更新'))[0]).toBe('Kubernetes の更新は月曜');
  });
});

describe('ranking', () => {
  it('a rare word weighs more than a common one, and more words more than one', async () => {
    const who = await remembering('deploy notes one', 'deploy notes two', 'deploy notes three', 'the zeppelin hangar', 'deploy the zeppelin');
    expect((await recalled(who, 'deploy zeppelin')).slice(0, 2)).toEqual(['deploy the zeppelin', 'the zeppelin hangar']);
  });

  it('a whole word comes before a part of one', async () => {
    const who = await remembering('the keyboard is loud', 'the key is under the mat');
    expect(await recalled(who, 'key')).toEqual(['the key is under the mat', 'the keyboard is loud']);
  });

  it('of two that say the same of it, the newer one comes first', async () => {
    const who = await remembering('port is 8080');
    clock.advance(90 * 86_400_000);
    await memories.store(who, { content: 'port is 9090' });
    expect(await recalled(who, 'port')).toEqual(['port is 9090', 'port is 8080']);
  });

  it('what is recalled often comes before what is not, and counting waits for no disk', async () => {
    const who = await remembering('alpha garden one', 'alpha garden two');
    const [, second] = (await memories.recall(who, 'alpha')).items;
    for (let round = 0; round < 50; round += 1) await memories.recall(who, second?.memory.content ?? '', 1);
    await memories.settle();
    expect((await recalled(who, 'alpha'))[0]).toBe(second?.memory.content);
  });

  it('function words of a question find nothing while another word does', async () => {
    const who = await remembering('what we do is what we are', 'the harbour opens at six');
    expect(await recalled(who, 'what do we know about the harbour')).toEqual(['the harbour opens at six']);
    const german = await remembering('das ist die Liste', 'der Hafen öffnet um sechs');
    expect(await recalled(german, 'wann ist der Hafen offen')).toEqual(['der Hafen öffnet um sechs']);
  });

  it('a function word with an umlaut is one in its second spelling too', async () => {
    const who = await remembering('Die Hundehaftpflicht kostet 60 Euro im Jahr.', 'Für Tomaten brauchen wir neuen Dünger.', 'Über den Zaun reden wir noch.');
    const { items } = await memories.recall(who, 'Wie teuer ist die Haftpflicht für Hunde?');
    expect(items.map(({ memory, terms }) => [memory.content, terms])).toEqual([['Die Hundehaftpflicht kostet 60 Euro im Jahr.', ['haftpflicht', 'hunde']]]);
  });

  it('a word with an umlaut weighs once, in whichever spelling a memory has it', async () => {
    const who = await remembering('Müller', 'Mueller', 'Muller', 'Zander', 'Zandra', 'Zenta', 'Zora');
    const { items } = await memories.recall(who, 'Müller Zander');
    const score = (content: string) => items.find(({ memory }) => memory.content === content)?.score ?? 0;
    expect(items.map(({ memory }) => memory.content).sort()).toEqual(['Mueller', 'Muller', 'Müller', 'Zander']);
    expect(score('Müller')).toBeLessThan(1.2 * score('Muller'));
  });

  it('of a question with one unmistakable function word the others find', async () => {
    const who = await remembering('Unsere Kaffeemaschine im Büro ist von Jura.', 'Wohnzimmerlampe: E27, 60 Watt', 'IM client: Pidgin');
    expect(await recalled(who, 'Lampe im Wohnzimmer')).toEqual(['Wohnzimmerlampe: E27, 60 Watt']);
    expect((await recalled(who, 'what is the IM client'))[0]).toBe('IM client: Pidgin');
  });
});

describe('a name or a number of the question weighs more than its other words', () => {
  it.each([
    [
      'which version of Immich is installed?',
      'Immich was upgraded to v1.118.2; its machine learning is off to save RAM',
      'tidevann 0.4.0 is out; its least version of Rust is 1.79',
    ],
    ['port 51820', 'WireGuard listens on UDP 51820; the peer is the phone', 'Jellyfin is on port 8096'],
    ['alergias de Mateusz', 'Mateusz es alérgico a la amoxicilina desde 2019', 'Las alergias empiezan en abril'],
  ])('%s', async (question, named, other) => {
    const noise = ['The dog is called Bruno', 'Deploys happen on Tuesdays', 'Rent is due on the first'];
    for (const order of [
      [named, other],
      [other, named],
    ])
      expect((await recalled(await remembering(...order, ...noise), question))[0]).toBe(named);
  });

  it.each([
    ['What is the plan', []],
    ['Project Atlas Deployment 1.27.003', ['003']],
    ['POSTGRES BACKUP', []],
    ['Where is it. Where else? Nowhere: Here\nThere', []],
    ['Tell me of Anna and O’Brien, port 51820', ['anna', 'o', 'brien', '51820']],
    ['is "Septology" by Jon Fosse (Norway) 4.12', ['septology', 'jon', 'fosse', 'norway']],
  ])('%j', (question, names) => {
    expect(namesIn(question)).toEqual(names);
  });
});

describe('a question for the latest', () => {
  const DAY = 86_400_000;

  it.each([
    [
      'What is the latest release of Kestrel?',
      'Kestrel release 1.4 is out',
      'Kestrel release 1.9 is out, and it took us all of the week with four people to get it done',
    ],
    [
      'the most recent release',
      'A release of Kestrel: 1.4',
      'We made the release of Kestrel 1.9 after all that had gone wrong with the tests of the days before',
    ],
    ['der letzte Mietpreis', 'Mietpreis: 900 Euro', 'Der Mietpreis steigt und wird wegen der neuen Heizung auf 950 Euro angehoben'],
    ['dernière réunion', 'réunion avec Paul', 'une réunion avec Claire, dans la grande salle du premier étage, avec beaucoup de monde'],
    ['最新的会议', '会议讨论了端口', '会议决定明年在东京再见面，大家都同意这个计划'],
    ['최근 회의', '회의 결과: 포트 8080', '회의에서 내년 도쿄 일정과 예산과 장소를 모두 함께 정했다'],
  ])('%s: of what answers it as well the newest leads', async (question, old, latest) => {
    const who = await remembering(old);
    clock.advance(40 * DAY);
    await memories.store(who, { content: latest });
    await memories.store(who, { content: 'Something else altogether' });
    expect((await recalled(who, question))[0]).toBe(latest);
    expect(await recalled(who, question, 1)).toEqual([latest]);
  });

  it('and not what has less of it', async () => {
    const who = await remembering('Kestrel release 1.4 is out');
    clock.advance(DAY);
    await memories.store(who, { content: 'Merlin release 2 is out' });
    expect((await recalled(who, 'latest Kestrel release'))[0]).toBe('Kestrel release 1.4 is out');
  });

  it('within a time too, and a time is no question for it', async () => {
    const who = await remembering('Kestrel release 1.4 is out');
    expect(await memories.recall(who, 'the latest release last week')).toMatchObject({
      items: [{ memory: { content: 'Kestrel release 1.4 is out' } }],
      when: null,
    });
    expect(await memories.recall(who, 'the latest release today')).toMatchObject({ when: 'today' });
  });

  it.each([
    ['the last name of Anna', null],
    ['what is blasting', null],
    ['last meeting', 'meeting'],
    ['latest', ''],
    ['the current project', null],
  ])('%s', (question, left) => {
    expect(withoutLatest(question)).toBe(left);
  });
});

describe('an answer says why', () => {
  it('names the indexes and the words of the question that the memory has', async () => {
    const who = await remembering('Releases are cut on Thursdays');
    const [item] = (await memories.recall(who, 'when is the next release, thurs?')).items;
    expect(item).toMatchObject({ matched: ['words', 'parts'], terms: ['release', 'thurs'] });
    expect(item?.score).toBeGreaterThan(0);
  });
});

describe('a time in a question comes before its words', () => {
  it('only what was stored then is found, and the time itself is not searched for', async () => {
    const who = await remembering('the budget is 100');
    clock.advance(10 * 86_400_000);
    await memories.store(who, { content: 'the budget is 200' });
    expect(await recalled(who, 'budget of the last 2 weeks')).toHaveLength(2);
    const { items, when } = await memories.recall(who, 'budget today');
    expect(items.map(({ memory }) => memory.content)).toEqual(['the budget is 200']);
    expect(when).toBe('today');
    expect(await recalled(who, 'budget before today')).toEqual(['the budget is 100']);
  });

  it('a time alone lists what is from then, newest first', async () => {
    const who = await remembering('first', 'second');
    expect((await recalled(who, 'today')).sort()).toEqual(['first', 'second']);
  });

  it('where that time has nothing, its words are words', async () => {
    const who = await remembering('the fair is in June');
    const { items, when } = await memories.recall(who, 'the fair in June 1999');
    expect(items).toHaveLength(1);
    expect(when).toBeNull();
    expect(await memories.recall(who, 'a zeppelin in May 1999')).toMatchObject({ items: [], when: null });
  });
});

describe('a question that is nothing but a time lists what is from then, newest first', () => {
  const DAY = 86_400_000;
  /** Who remembers something of long ago, with words of any question, and two things of the same day, so many days before this one. */
  async function rememberingOf(daysAgo: number): Promise<Caller> {
    const who = await remembering('What happened to us, what we did today: was habe ich gemacht, qué pasó, qu’est-ce qui s’est passé');
    clock.advance(20 * DAY);
    await memories.store(who, { content: 'The tide table hangs in the hall' });
    clock.advance(1_000);
    await memories.store(who, { content: 'Der Hafen öffnet um sechs' });
    clock.advance(daysAgo * DAY);
    return who;
  }
  const newestFirst = ['Der Hafen öffnet um sechs', 'The tide table hangs in the hall'];

  it.each([
    ['What did we do today?', 'today', 0],
    ['Was war heute?', 'heute', 0],
    ['What happened last week?', 'last week', 7],
    ['What went on yesterday?', 'yesterday', 1],
    ['Was habe ich gestern gemacht?', 'gestern', 1],
    ['¿Qué pasó ayer?', 'ayer', 1],
    ["Qu'est-ce qui s'est passé hier ?", 'hier', 1],
    ['昨天发生了什么？', '昨天', 1],
  ])('%s', async (question, when, daysAgo) => {
    const who = await rememberingOf(daysAgo);
    const answer = await memories.recall(who, question);
    expect([answer.items.map(({ memory }) => memory.content), answer.when]).toEqual([newestFirst, when]);
  });

  it('on a named day, and since one', async () => {
    const who = await rememberingOf(1);
    const weekday = new Date(clock.now() - DAY).toLocaleDateString('en', { weekday: 'long', timeZone: 'Europe/Berlin' });
    for (const when of [`on ${weekday}`, `since ${weekday}`]) {
      const answer = await memories.recall(who, `What did we do ${when}?`);
      expect([answer.items.map(({ memory }) => memory.content), answer.when]).toEqual([newestFirst, when]);
    }
  });

  it('a word that is left finds what it found, and nothing else of that time', async () => {
    const who = await rememberingOf(0);
    expect(await recalled(who, 'What did we do about the harbour or the Hafen today?')).toEqual(['Der Hafen öffnet um sechs']);
  });

  it('a plan for today was stored before, and its words find it', async () => {
    const who = await remembering('heute machen wir Pizza');
    clock.advance(17 * DAY);
    await memories.store(who, { content: 'Der Hafen öffnet um sechs' });
    expect(await recalled(who, 'Was machen wir heute?')).toEqual(['heute machen wir Pizza']);
  });

  it('where that time has nothing, its words are words', async () => {
    const who = await remembering('yesterday is a song');
    clock.advance(20 * DAY);
    expect(await memories.recall(who, 'What happened yesterday?')).toMatchObject({ items: [{ memory: { content: 'yesterday is a song' } }], when: null });
  });

  it('what names a year or a month is not hidden by what is from then', async () => {
    const who = await rememberingOf(0);
    const year = new Date(clock.now()).getUTCFullYear();
    clock.advance(400 * DAY);
    await memories.store(who, { content: `In ${year} we moved to Lisbon` });
    const { items, when } = await memories.recall(who, `What happened in ${year}?`, 3);
    expect(items.map(({ memory }) => memory.content).slice(0, 2)).toEqual([newestFirst[0], `In ${year} we moved to Lisbon`]);
    expect(when).toBe(`in ${year}`);
  });
});

describe('a question about a time that moves, with words that nothing was ever stored with', () => {
  const DAY = 86_400_000;

  it('lists what is from then, newest first', async () => {
    const who = await remembering('the old pier');
    clock.advance(20 * DAY);
    await memories.store(who, { content: 'the new pier' });
    expect(await memories.recall(who, 'Summarise today')).toMatchObject({ items: [{ memory: { content: 'the new pier' } }], when: 'today' });
    expect((await memories.recall(who, 'Summarise the pier today')).items.map(({ memory }) => memory.content)).toEqual(['the new pier']);
  });

  it('hides nothing that has the name of the time', async () => {
    const who = await remembering('Yesterday is by McCartney');
    clock.advance(20 * DAY);
    await memories.store(who, { content: 'the new pier' });
    clock.advance(DAY);
    expect(await recalled(who, 'Who composed Yesterday?')).toEqual(['the new pier', 'Yesterday is by McCartney']);
  });

  it('but not where another time has its words, nor for a time that has a name of its own', async () => {
    const who = await remembering('the old pier');
    clock.advance(20 * DAY);
    await memories.store(who, { content: 'a lighthouse' });
    expect(await memories.recall(who, 'the pier today')).toMatchObject({ items: [{ memory: { content: 'the old pier' } }], when: null });
    const day = new Date(clock.now()).toISOString().slice(0, 10);
    expect(await memories.recall(who, `the zeppelin on ${day}`)).toMatchObject({ items: [], when: null });
  });
});

describe('filters', () => {
  it('tags, kind, author and words are met together', async () => {
    const who = await remembering();
    for (let index = 0; index < 40; index += 1) {
      await memories.store(who, {
        content: `common text ${index}`,
        tags: [`t${index % 4}`, index % 2 === 0 ? 'even' : 'odd'],
        kind: index < 10 ? 'early' : 'late',
      });
    }
    const found = async (input: Parameters<Memories['search']>[1]) => (await memories.search(who, { limit: 100, ...input })).items.length;
    expect(await found({ query: 'common', filter: { tags: ['t1'] } })).toBe(10);
    expect(await found({ query: 'common', filter: { tags: ['t1', 't2'] } })).toBe(20);
    expect(await found({ query: 'common', filter: { tags: ['t2', 'even'], match: 'all' } })).toBe(10);
    expect(await found({ query: 'common', filter: { tags: ['t2', 'odd'], match: 'all' } })).toBe(0);
    expect(await found({ query: 'common', filter: { kind: 'early', tags: ['t1'] } })).toBe(3);
    expect(await found({ query: 'common', filter: { client: 'A' } })).toBe(40);
    expect(await found({ query: 'common', filter: { client: 'B' } })).toBe(0);
    expect(await found({ filter: { kind: 'early', client: 'gh_a', tags: ['even'] } })).toBe(5);
  });

  it('a change of tags or kind is a change of what finds it', async () => {
    const who = await remembering();
    const { id } = await memories.store(who, { content: 'movable', tags: ['a'], kind: 'one' });
    await memories.update(who, { id, tags: ['b'], kind: 'two' });
    const found = async (filter: Parameters<Memories['search']>[1]['filter']) => (await memories.search(who, { filter })).items.length;
    expect([await found({ tags: ['a'] }), await found({ tags: ['b'] }), await found({ kind: 'one' }), await found({ kind: 'two' })]).toEqual([0, 1, 0, 1]);
  });

  it.each([
    ['across words', 'the quick fox', 1],
    ['to the end of a word', 'quick fo', 1],
    ['with its punctuation', 'fox!', 1],
    ['of no word at all', '-->', 1],
    ['in another case', 'The Quick', 0],
    ['in another order', 'fox quick', 0],
    ['without spaces', '绿茶很', 1],
  ])('a phrase is met exactly, %s', async (_name, phrase, count) => {
    const who = await remembering('see --> the quick fox!', '绿茶很好', 'the quick brown fox');
    expect((await memories.search(who, { phrase, filter: {} })).items).toHaveLength(count);
  });

  it('after and before are dates or words, and anything else is refused', async () => {
    const who = await remembering('stored today');
    expect(memories.timeBounds({ after: 'today' }).after).toBe(memories.timeBounds({ after: new Date(clock.now()).toISOString().slice(0, 10) }).after);
    const found = async (texts: Parameters<Memories['timeBounds']>[0]) => (await memories.search(who, { filter: memories.timeBounds(texts) })).items.length;
    expect([await found({ after: 'yesterday' }), await found({ before: 'today' })]).toEqual([1, 0]);
    expect(() => memories.timeBounds({ before: 'some day' })).toThrow(/before must be a date/);
    expect(() => memories.timeBounds({ before: '2026-02-30T10:00:00Z' })).toThrow(/a day that the calendar has/);
  });

  it('words rank within what has the phrase', async () => {
    const who = await remembering('red apple pie', 'red apple juice', 'green apple juice');
    const { items } = await memories.search(who, { phrase: 'red apple', query: 'juice', filter: {} });
    expect(items[0]?.memory.content).toBe('red apple juice');
    expect(items.every(({ memory }) => memory.content.includes('red apple'))).toBe(true);
  });
});

describe('pages', () => {
  async function pagesOf(who: Caller, input: Parameters<Memories['search']>[1], between: (page: number) => Promise<unknown>): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < 20; page += 1) {
      const { items, next } = await memories.search(who, { ...input, limit: 7, cursor });
      ids.push(...items.map(({ memory }) => memory.id));
      if (next === null) return ids;
      cursor = next;
      await between(page);
    }
    throw new Error('no end');
  }
  const thirty = () => remembering(...Array.from({ length: 30 }, (_, index) => `page entry ${index} ${'pad '.repeat(index % 5)}`));

  it.each([
    ['newest first', {}],
    ['best first', { query: 'page entry' }],
  ])('%s: each memory once, while others are stored, changed and forgotten', async (_name, input) => {
    const who = await thirty();
    const all = (await memories.search(who, { ...input, filter: {}, limit: 100 })).items.map(({ memory }) => memory.id);
    const ids = await pagesOf(who, { ...input, filter: {} }, async (page) => {
      clock.advance(1000);
      await memories.store(who, { content: `page entry new ${page}` });
      await memories.update(who, { id: all[0] ?? '', content: `page entry changed ${page}` });
      if (page === 0) await memories.forget(who, [all[29] ?? '']);
    });
    expect(ids).toEqual(all.filter((id) => id !== all[29]));
  });

  it('many of the same millisecond stay in order', async () => {
    const who = await thirty();
    const ids = await pagesOf(who, { filter: {} }, async () => undefined);
    expect(new Set(ids).size).toBe(30);
  });

  it('a cursor is of the caller that it was given to', async () => {
    const who = await thirty();
    const { next } = await memories.search(who, { query: 'page', filter: {}, limit: 5 });
    const other = await thirty();
    await expect(memories.search(other, { query: 'page', filter: {}, cursor: next ?? '' })).rejects.toMatchObject({ name: 'MemoryRefused' });
  });

  it('a cursor goes on with its own question and no other, and only to a place that there is', async () => {
    const who = await thirty();
    const asked = { query: 'page', filter: { tags: ['x', 'y'], after: 5 }, limit: 5 };
    for (const content of ['page one more', 'page two more']) await memories.store(who, { content, tags: ['x'] });
    const { next } = await memories.search(who, { ...asked, limit: 1 });
    const cursor = next ?? '';
    for (const other of [
      { query: 'pages', filter: asked.filter },
      { query: 'page', filter: { tags: ['x'] } },
      { query: 'page', filter: {} },
      { ...asked, phrase: 'page' },
    ]) {
      await expect(memories.search(who, { ...other, cursor })).rejects.toThrow(/another question/);
    }
    await expect(memories.search(who, { ...asked, cursor: cursor.replace(/\d+$/, '9999') })).rejects.toThrow(/not one that was given out/);
    // A time such as "last week" has moved on since.
    expect((await memories.search(who, { ...asked, filter: { ...asked.filter, after: 6 }, cursor })).items).toHaveLength(1);
  });

  it.each(['x', 'AAAAAAAAAAAA.5', '..', Buffer.from('1 mem_x; DROP').toString('base64url'), '\0'])('the cursor %j is refused with one line', async (cursor) => {
    const who = await thirty();
    await expect(memories.search(who, { query: 'page', filter: {}, cursor })).rejects.toThrow(/cursor/);
    await expect(memories.search(who, { filter: {}, cursor })).rejects.toThrow(/cursor/);
  });

  it('an answer holds at most 50,000 characters: the rest is the next page, and one that is too long alone is cut and says so', async () => {
    const who = await remembering(`large ${'a'.repeat(30_000)}`, `large ${'b'.repeat(30_000)}`, `large ${'c'.repeat(60_000)}`);
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const { items, next } = await memories.search(who, { query: 'large', filter: {}, cursor });
      expect(items.reduce((sum, { memory }) => sum + memory.content.length, 0)).toBeLessThanOrEqual(50_000);
      for (const { memory, cut } of items) {
        ids.add(memory.id);
        expect(cut).toBe(memory.content.startsWith('large c'));
      }
      cursor = next ?? undefined;
    } while (cursor !== undefined);
    expect(ids.size).toBe(3);
  });

  it('recall has no next page, so everything is in its one answer: the longest are cut until all fit', async () => {
    const short = Array.from({ length: 7 }, (_, index) => `boat number ${index}`);
    for (const contents of [
      [...short, `boat ${'long '.repeat(10_000)}`],
      [`boat ${'long '.repeat(10_000)}`, ...short],
    ]) {
      const who = await remembering(...contents);
      const { items } = await memories.recall(who, 'boat');
      expect(items.filter(({ cut }) => !cut).map(({ memory }) => memory.content)).toEqual(expect.arrayContaining(short));
      expect([items.length, items.filter(({ cut }) => cut).length]).toEqual([8, 1]);
      expect(items.reduce((sum, { memory }) => sum + memory.content.length, 0)).toBeLessThanOrEqual(50_000);
    }
  });

  it('many long ones have an equal share, and what fits together is not cut', async () => {
    const who = await remembering(...Array.from({ length: 20 }, (_, index) => `oak ${index} ${'x'.repeat(9_000)}`));
    const cut = (await memories.recall(who, 'oak', 20)).items;
    expect(cut.map(({ memory }) => memory.content.length)).toEqual(Array.from({ length: 20 }, () => 2_499));
    const whole = (await memories.recall(who, 'oak', 5)).items;
    expect(whole.map((item) => item.cut)).toEqual([false, false, false, false, false]);
  });

  async function everyPage(who: Caller, asked: { readonly query?: string; readonly phrase?: string }) {
    const first = await memories.search(who, { ...asked, filter: {} });
    const items = [...first.items];
    for (let cursor = first.next; cursor !== null; ) {
      const page = await memories.search(who, { ...asked, filter: {}, cursor });
      items.push(...page.items);
      cursor = page.next;
    }
    return items;
  }

  it.each([
    ['at the end', `${'filler '.repeat(8_000)}the Zanzibar appendix`, /^….*Zanzibar appendix$/s],
    ['in the middle', `${'filler '.repeat(10_000)}the Zanzibar appendix ${'filler '.repeat(4_000)}`, /^….*Zanzibar appendix.*…$/s],
    ['at the beginning', `the Zanzibar appendix ${'filler '.repeat(8_000)}`, /^the Zanzibar appendix.*…$/s],
  ])('of what is cut the part is shown that it was found for: %s', async (_where, content, part) => {
    const who = await remembering(content, ...Array.from({ length: 9 }, (_, index) => `zanzibar ${index} ${'y'.repeat(9_000)}`));
    const { items } = await memories.recall(who, 'Zanzibar appendix');
    const searched = await Promise.all([{ query: 'Zanzibar appendix' }, { phrase: 'Zanzibar appendix' }].map((asked) => everyPage(who, asked)));
    for (const list of [items, ...searched]) {
      const long = list.find(({ memory }) => memory.content.includes('filler'));
      expect(long?.cut).toBe(true);
      expect(part.test(long?.memory.content ?? '')).toBe(true);
    }
  });

  it('a word that stands where two stretches meet is in the part', async () => {
    const places = Array.from({ length: 12 }, (_, index) => 49_998 - 10 + index);
    for (const place of places) {
      const who = await remembering(`${'.'.repeat(place)} zeppelin ${'.'.repeat(40_000)}`);
      const [item] = (await memories.recall(who, 'zeppelin')).items;
      expect(item?.memory.content.includes('zeppelin')).toBe(true);
    }
  });
});
