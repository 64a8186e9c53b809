/** How many migrations each database has, for those who look at a file without opening it. A test holds them to the migrations. */
export const SCHEMA_VERSIONS: Readonly<Record<'auth.db' | 'memory.db', number>> = { 'auth.db': 6, 'memory.db': 7 };
