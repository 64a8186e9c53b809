import type { Register } from '../../oauth/register/register.ts';
import type { ProgramFacts } from '../../store/auth-store.ts';
import type { Route } from '../route.ts';

type Peer = { readonly address: string; readonly port: number; readonly localPort: number };
type Deps = { readonly register: Register; readonly programAt: (peer: Peer) => Promise<ProgramFacts | null> };

/** RFC 7591 §3. JSON only: a form of a website could be sent without a preflight. */
export function registerRoutes({ register, programAt }: Deps): readonly Route[] {
  return [
    {
      methods: ['POST'],
      paths: ['/oauth/register', '/register'],
      policy: 'public',
      origin: 'none',
      listedOrigins: true,
      body: 'json',
      handler: async (request, reply) => {
        const { remoteAddress = '', remotePort = 0, localPort = 0 } = request.raw.socket;
        const program = await programAt({ address: remoteAddress, port: remotePort, localPort });
        return reply.code(201).send(await register(request.body, program, request.spelling));
      },
    },
  ];
}
