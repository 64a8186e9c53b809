/**
 * V8 takes a function that is written where a property is assigned (`transport.onclose = () => …`) for one that stays, and makes it
 * where it looks only when it collects everything (`CheckAssigningFunctionLiteralToProperty` in its parser). Until then whatever the
 * function can see stays too: in the libraries that serve a call, the whole call with its answer. Behind a comma it is a function
 * like any other, does the same, and goes as soon as nobody needs it.
 */
import { type ESTree, parseSync, Visitor } from 'vite';

const FUNCTIONS = new Set(['FunctionExpression', 'ArrowFunctionExpression']);

/** @param code of a module @returns the same module; what it assigns once, at its top, is left as it is */
export function youngClosures(code: string): string {
  const found: ESTree.Node[] = [];
  let depth = 0;
  const enter = () => void depth++;
  const leave = () => void depth--;
  new Visitor({
    FunctionDeclaration: enter,
    FunctionExpression: enter,
    ArrowFunctionExpression: enter,
    'FunctionDeclaration:exit': leave,
    'FunctionExpression:exit': leave,
    'ArrowFunctionExpression:exit': leave,
    AssignmentExpression({ left, right }) {
      if (depth > 0 && left.type === 'MemberExpression' && FUNCTIONS.has(right.type)) found.push(right);
    },
  }).visit(parseSync('module.js', code).program);
  return behindCommas(code, found);
}

function behindCommas(code: string, functions: readonly ESTree.Node[]): string {
  const marks = functions
    .flatMap(({ start, end }) => [
      { at: start, text: '(0,' },
      { at: end, text: ')' },
    ])
    .sort((left, right) => left.at - right.at);
  let [written, from] = ['', 0];
  for (const { at, text } of marks) {
    written += code.slice(from, at) + text;
    from = at;
  }
  return written + code.slice(from);
}
