import type { Facts } from '../../doctor/facts.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An https proxy is not asked for an http address, but some programs ask it for everything. */
const VARIABLES = ['HTTP_PROXY', 'ALL_PROXY'];
const OURS = ['127.0.0.1', 'localhost'];

/** @returns which variables lead requests away, as curl, Python and Node read them */
export function proxyFacts(environment: Environment): Facts['proxies'] {
  const excepted = listOf(environment.NO_PROXY ?? environment.no_proxy);
  const spared = excepted.includes('*') || OURS.every((name) => excepted.includes(name));
  return VARIABLES.flatMap((name) => [name, name.toLowerCase()]).flatMap((variable) => {
    const proxy = environment[variable];
    return proxy === undefined || proxy === '' ? [] : [{ variable, proxy: withoutPassword(proxy), spared }];
  });
}

function listOf(text = ''): readonly string[] {
  return text.split(/[\s,]+/).map((name) =>
    name
      .toLowerCase()
      .replace(/^\./, '')
      .replace(/^127\.0\.0\.0\/8$/, '127.0.0.1'),
  );
}

function withoutPassword(proxy: string): string {
  return proxy.replace(/\/\/[^@/]*@/, '//…@');
}
