/**
 * Milliseconds that anything may take on a machine that does other things too. What comes is not waited for longer than it takes,
 * and what never comes fails all the same; so there is no reason for less anywhere.
 */
export const PATIENCE = 60_000;
