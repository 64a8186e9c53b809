/** A grant, its end and its client, as every redemption must find them. */
export const LIVE_GRANT = `
  EXISTS (SELECT 1 FROM grants g JOIN clients c ON c.id = g.client_id WHERE g.id = grant_id AND g.ended_at IS NULL
    AND (g.ends_at IS NULL OR g.ends_at > @now) AND c.state = 'approved')`;
