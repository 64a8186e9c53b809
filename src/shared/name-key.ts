/** Two names of compartments with the same key are the same name to a person, who types them in any case. */
export function nameKey(name: string): string {
  return name.normalize('NFKC').toLowerCase().trim();
}
