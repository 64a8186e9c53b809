/**
 * zod describes a failed parse by an object with a getter of its own. V8 gives each such object a shape of its own, keeps the shape
 * until it collects everything, and with it the getter and what was parsed. The official server tries every message as several
 * things, so most of a call's parses fail. Here they are objects of one class; the error is still made when it is first asked for.
 */
const OLD = /function failure\(Err, issues, ctx\) \{[\s\S]*?\n\}\n/;
const NEW = `class Failure {
    success = false;
    #parsed;
    #error;
    constructor(Err, issues, ctx) {
        this.#parsed = { Err, issues, ctx };
    }
    get error() {
        if (this.#parsed) {
            const { Err, issues, ctx } = this.#parsed;
            this.error = new Err(issues.map((iss) => util.finalizeIssue(iss, ctx, core.config())));
        }
        return this.#error;
    }
    set error(error) {
        this.#error = error;
        this.#parsed = undefined;
    }
}
function failure(Err, issues, ctx) {
    return new Failure(Err, issues, ctx);
}
`;

/** Where zod makes them. */
export const FAILURES = /\/zod\/v4\/core\/parse\.js$/;

/** @param code of that file @throws Error when a newer zod does it in another way: then this may have become needless */
export function youngFailures(code: string): string {
  if (!OLD.test(code)) throw new Error('zod describes a failed parse in another way now: look whether scripts/build/young-failures.ts is still needed.');
  return code.replace(OLD, NEW);
}
