/** What Gatehouse calls itself when it looks at its own address, so that it is not taken for a program that wants in. */
export const OWN_AGENT = 'Gatehouse (looking at itself)';
