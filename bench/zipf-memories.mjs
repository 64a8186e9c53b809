/**
 * Memories as they read: a made-up language whose common words are far more common than its rare ones (Zipf), notes of few or of
 * many words, and in each the words that the questions ask for: one that some fifty notes have, one in a hundred, one in two.
 */
const SYLLABLES =
  'ba be bi bo bu da de di do du fa fe fi fo ga ge gi go ha he hi ho ka ke ki ko la le li lo lu ma me mi mo mu na ne ni no nu pa pe pi po ra re ri ro ru sa se si so su ta te ti to tu va ve vi vo wa we za ze zo ster ment tion'.split(
    ' ',
  );
const VOCABULARY = 60_000;
const EXPONENT = 1.05;
const KINDS = ['note', 'fact', 'decision', 'preference', 'event'];
const PER_TOPIC = 50;
const MINUTE = 60_000;

/** Mulberry32: the same notes in every run. */
export function createChance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param count how many memories there will be. @param until milliseconds since the epoch of the newest */
export function createZipfMemories(count, until) {
  const chance = createChance(42);
  const pick = (list) => list[Math.floor(chance() * list.length)];
  const words = new Set();
  while (words.size < VOCABULARY) words.add(Array.from({ length: 2 + Math.floor(chance() * 3) }, () => pick(SYLLABLES)).join(''));
  const vocabulary = [...words];
  let sum = 0;
  const reach = Float64Array.from(vocabulary, (_, rank) => (sum += 1 / (rank + 3) ** EXPONENT));
  const word = () => {
    const wanted = chance() * sum;
    let [low, high] = [0, VOCABULARY - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reach[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low];
  };
  const topics = Math.ceil(count / PER_TOPIC);
  const topicOf = (index) => `topic${(index % topics).toString(36).padStart(4, '0')}x`;

  return {
    topics,
    topicOf,
    word,
    commonWord: (rank) => vocabulary[rank],
    memory(index) {
      const length = 8 + Math.floor(-Math.log(1 - chance()) * 18);
      const text = [`${index}`, topicOf(index), ...Array.from({ length }, word)];
      if (index % 100 === 0) text.push('onehundredth');
      if (index % 2 === 0) text.push('everysecond');
      const createdAt = until - (count - index) * MINUTE;
      return {
        id: `mem_${index.toString(36).padStart(16, '0')}`,
        content: `${text.join(' ')}.`,
        tags: [`project${index % 40}`, ...(index % 1000 === 0 ? ['milestone'] : [])],
        kind: pick(KINDS),
        metadata: {},
        createdAt,
        updatedAt: createdAt,
        expiresAt: null,
        version: 1,
        provenance: { clientId: `gh_bench${index % 3}`, grantId: 'gr_bench', clientName: `Client ${index % 3}`, program: null, source: 'client' },
      };
    },
  };
}
