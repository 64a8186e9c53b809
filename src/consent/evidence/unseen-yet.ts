import type { Evidence, EvidenceQuestion } from '../gather-evidence.ts';
import { evidenceFromRequest } from './from-request.ts';
import { redirectPort } from './redirect-port.ts';

/** What can be said when the look at the programs takes longer than a prompt can wait. */
export async function unseenYet(question: EvidenceQuestion): Promise<Evidence> {
  const request = await evidenceFromRequest(question);
  const target = question.redirectUri === null ? null : redirectPort(question.redirectUri);
  const place = target === null ? 'there' : `at ${target.host}:${target.port}`;
  return { ...request, warnings: [`Who listens ${place} could not be determined yet`, ...request.warnings], fingerprint: 'unseen', settled: false };
}
