/** Towns that have another name in another language. */
const TOWNS =
  'vienna wien vienne,munich münchen,cologne köln,nuremberg nürnberg,hanover hannover,zurich zürich,geneva genf genève ginevra,basel basle bâle,berne bern,lucerne luzern,milan mailand milano,rome rom roma,florence florenz firenze florencia,venice venedig venezia venise venecia,naples neapel napoli nápoles,turin torino,genoa genua genova gênes,prague prag praha praga,warsaw warschau warszawa varsovie varsovia,cracow krakow krakau kraków,moscow moskau moscou moscú,brussels brüssel bruxelles bruselas,antwerp antwerpen anvers,copenhagen kopenhagen københavn,lisbon lissabon lisboa lisbonne,seville sevilla,athens athen athènes atenas,bucharest bukarest,belgrade belgrad beograd,london londres,edinburgh edimbourg edimburgo,strasbourg straßburg strassburg estrasburgo,beijing peking pékin pekín,tokyo tokio,cairo kairo';
const CANONICAL: ReadonlyMap<string, string> = new Map(
  TOWNS.split(',').flatMap((row) => {
    const [first = '', ...others] = row.split(' ');
    return others.map((name) => [name, first] as const);
  }),
);

/** @param name lower case. @returns one name for all that the town has */
export const townName = (name: string): string => CANONICAL.get(name) ?? name;
