/**
 * V8 takes a function that is written where a property is assigned (`transport.onclose = () => …`) for one that stays, and makes it
 * where it looks only when it collects everything (`CheckAssigningFunctionLiteralToProperty` in its parser). Until then whatever the
 * function can see stays too: in the libraries that serve a call, the whole call with its answer. Behind a comma it is a function
 * like any other, does the same, and goes as soon as nobody needs it.
 */
import { type ESTree, parseSync, Visitor } from 'vite';

const FUNCTIONS = new Set(['FunctionExpression', 'ArrowFunctionExpression']);

/**
 * @param code of a module as a bundler writes it
 * @returns the same module; what it assigns once, at its top, is left as it is
 * @throws Error for what is no module, and for a statement that ends without a semicolon: the line behind it would call the function
 */
export function youngClosures(code: string): string {
  const { program, errors } = parseSync('module.js', code);
  if (errors[0] !== undefined) throw new Error(errors[0].message);
  const found: ESTree.Node[] = [];
  let depth = 0;
  const enter = () => void depth++;
  const leave = () => void depth--;
  const ended = ({ end }: ESTree.Node) => {
    const isOpen = found.at(-1)?.end === end && !/\s*(?:\}|$)/y.test(code.slice(end));
    if (isOpen) throw new Error(`a statement ends without a semicolon: ${code.slice(end - 40, end)}`);
  };
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
    'ExpressionStatement:exit': ended,
    'VariableDeclaration:exit': ended,
    'ReturnStatement:exit': ended,
    'ThrowStatement:exit': ended,
  }).visit(program);
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
