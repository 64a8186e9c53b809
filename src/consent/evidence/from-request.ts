/** What can be told without looking at processes: how the request was opened and where its answer goes. */
import { isRemoteRedirect, redirectDestination } from '../../shared/destination.ts';
import type { GatherEvidence } from '../gather-evidence.ts';

/** `Sec-Fetch-Site` cannot be set by a page, so "a website opened this" is a fact (Fetch Metadata §2.1). */
export const evidenceFromRequest: GatherEvidence = async ({ redirectUri, openedBy }) => ({
  facts: openedBy === 'program' ? ['A program on this computer opened the request'] : [],
  warnings: [
    ...(openedBy === 'website' ? ['A website opened this request'] : []),
    ...(redirectUri !== null && isRemoteRedirect(redirectUri) ? [`The answer leaves this computer: ${redirectDestination(redirectUri)}`] : []),
  ],
  fingerprint: '',
  refused: false,
  settled: true,
});
