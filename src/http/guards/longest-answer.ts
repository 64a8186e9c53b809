import type { FastifyReply } from 'fastify';

/**
 * What takes longer than any long poll and any write hangs, and 503 is better than nothing. Not by Fastify's own
 * `handlerTimeout`, which makes and aborts a signal for every request, and with one timer for all: a timer for each costs
 * more than the rest of a short answer's guards.
 * @param limit milliseconds
 * @returns what begins to watch an answer
 */
export function createAnswerLimit(limit: number): (reply: FastifyReply) => void {
  /** When each is late, and since all have the same limit, in that order. */
  const late = new Map<FastifyReply, number>();
  let timer: NodeJS.Timeout | undefined;

  function wait(): void {
    const [first] = late.values();
    timer = first === undefined ? undefined : setTimeout(answerLate, Math.max(1, first - performance.now())).unref();
  }

  function answerLate(): void {
    for (const [reply, at] of late) {
      if (at > performance.now()) break;
      late.delete(reply);
      if (!reply.sent) reply.code(503).send({ error: 'server_error', error_description: 'this took too long here, try again' });
    }
    wait();
  }

  return (reply) => {
    late.set(reply, performance.now() + limit);
    if (timer === undefined) wait();
    reply.raw.once('close', () => late.delete(reply));
  };
}
