/** Worker entry: searching memory.db, on a connection and a thread of its own, so that no question holds up a refusal. */
import { serveReader } from '../serve-reader.ts';
import { compartmentReads } from './compartments.ts';
import { knownReads } from './moving/known.ts';
import { snapshotReads } from './moving/snapshot.ts';
import { facetReads } from './reads/facets.ts';
import { findReads } from './reads/find.ts';
import { heldReads } from './reads/held.ts';
import { keepingReads } from './reads/keeping.ts';
import { listReads } from './reads/list.ts';
import { matchingReads } from './reads/matching.ts';
import { nearReads } from './reads/near.ts';
import { nearestReads } from './reads/nearest.ts';
import { reflectingReads } from './reads/reflecting.ts';
import { searchReads } from './reads/search.ts';
import { settingsReads } from './reads/settings.ts';
import { statsReads } from './reads/stats.ts';
import { tagReads } from './reads/tags.ts';
import { unembeddedReads } from './reads/unembedded.ts';

serveReader((db) => ({
  ...findReads(db),
  ...listReads(db),
  ...matchingReads(db),
  ...heldReads(db),
  ...reflectingReads(db),
  ...searchReads(db),
  ...nearReads(db),
  ...statsReads(db),
  ...tagReads(db),
  ...settingsReads(db),
  ...compartmentReads(db),
  ...keepingReads(db),
  ...facetReads(db),
  ...nearestReads(db),
  ...unembeddedReads(db),
  ...knownReads(db),
  ...snapshotReads(db),
}));
