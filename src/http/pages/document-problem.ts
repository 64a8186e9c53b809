/** A client that names itself by an address, and a document that could not be had or used: what happened, what to do. */
import type { ClientDocumentError, DocumentProblem } from '../../oauth/client-documents/document-error.ts';
import { html, type Page } from './layout.ts';

type Words = { readonly happened: (host: string, detail: string) => string; readonly remedy: string };

const MAKERS = 'This is for the makers of the program to correct; tell them what it says above. If the program can register instead, let it do that.';
const NETWORK = 'Check that this computer is online, then start the login again in the program.';

const WORDS: Readonly<Record<DocumentProblem, Words>> = {
  unreachable: { happened: (host) => `${host} could not be reached securely.`, remedy: NETWORK },
  too_slow: { happened: (host) => `${host} took too long to answer.`, remedy: NETWORK },
  private_address: {
    happened: (host) => `${host} leads to an address inside this computer or its network, and Gatehouse asks for nothing there.`,
    remedy: MAKERS,
  },
  redirected: { happened: (host) => `${host} sent Gatehouse on to another address, and Gatehouse does not follow.`, remedy: MAKERS },
  not_a_document: { happened: (host) => `${host} answered with something that is not a description of a program.`, remedy: MAKERS },
  too_large: { happened: (host) => `the description at ${host} is larger than 5 KB.`, remedy: MAKERS },
  unusable: { happened: (host, detail) => `the description at ${host} cannot be used: ${detail}.`, remedy: MAKERS },
  bad_address: { happened: (_host, detail) => `${detail}.`, remedy: MAKERS },
  fetching_off: {
    happened: (host) => `the description at ${host} would have to be fetched, and fetching is turned off in the settings of Gatehouse.`,
    remedy: 'Turn it on (documentFetches in the settings, GATEHOUSE_CLIENT_DOCUMENTS=on on a server), or let the program register instead.',
  },
  host_not_listed: {
    happened: (host) => `the description at ${host} would have to be fetched, and ${host} is none of the hosts that the settings of Gatehouse name.`,
    remedy: 'Add it there (documentHosts in the settings, GATEHOUSE_CLIENT_DOCUMENT_HOSTS on a server), or let the program register instead.',
  },
  opened_by_website: {
    happened: (host) => `a website opened this page, and Gatehouse fetches nothing from ${host} because a website wants it.`,
    remedy: 'If you wanted to log in, start the login in the program itself.',
  },
  busy: { happened: () => 'many programs have asked for their descriptions just now.', remedy: 'Wait a minute, then start the login again in the program.' },
};

export function documentProblemPage({ problem, host, message }: ClientDocumentError): Page {
  const { happened, remedy } = WORDS[problem];
  return {
    title: 'This login cannot go on',
    body: html`<h1>This login cannot go on</h1>
<p>The program that sent you here names itself by an address${host === null ? '' : ` at ${host}`} where it describes itself. Gatehouse could not use that: ${happened(host ?? 'it', message)}</p>
<p>Nothing was allowed. ${remedy}</p>`,
  };
}
