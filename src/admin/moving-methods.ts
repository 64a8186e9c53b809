/** All that is remembered, out and in. Only a person may: the desktop host refuses every one of these over the socket. */
import type { ActivityLog } from '../activity/record.ts';
import type { Compartments } from '../memory/compartments.ts';
import { LIMITS } from '../memory/limits.ts';
import { readMovedRecord } from '../memory/moving/moved-records.ts';
import type { Moving } from '../memory/moving/moving.ts';
import { readImportItems } from '../memory/moving/read-import-items.ts';
import { cleanName } from '../oauth/clean-name.ts';
import { StoreUnavailable } from '../store/errors.ts';
import { AdminFault } from './fault.ts';
import { findCompartment } from './find-compartment.ts';
import type { Admin } from './method.ts';
import { type Parameters, readFlag, readNumber, readObject, readOptionalText, readText } from './parameters.ts';
import { inThePersonsWords } from './person-fault.ts';

type Deps = { readonly moving: Moving; readonly compartments: Compartments; readonly activity: ActivityLog };

/** Imports of which the activity knows already; enough for all that are going on. */
const REMEMBERED = 100;

export function movingMethods({ moving, compartments, activity }: Deps): Admin {
  const announced: string[] = [];
  function announce(id: string, program: string, compartment: string, by: string): void {
    if (announced.includes(id)) return;
    announced.push(id);
    announced.splice(0, announced.length - REMEMBERED);
    activity.record({ kind: 'memory.imported', action: id, program, compartment, by });
  }

  return {
    'import.begin': async (value) => {
      const compartment = findCompartment(readOptionalText(readObject(value), 'compartment'), compartments.list());
      return { id: moving.imports.newId(), compartment: { id: compartment.id, name: compartment.name } };
    },
    'import.add': async (value, by) => {
      const parameters = readObject(value);
      const { id: compartment, name } = findCompartment(readText(parameters, 'compartment'), compartments.list());
      const batch = {
        id: readActionId(parameters),
        compartment,
        program: readProgram(parameters),
        file: readText(parameters, 'file'),
        items: readItems(parameters),
      };
      if (readFlag(parameters, 'dryRun')) return spoken(() => moving.imports.preview(batch, readNumber(parameters, 'heldBefore', LIMITS.held) ?? 0));
      announce(batch.id, batch.program, name, by);
      return spoken(() => moving.imports.add(batch));
    },
    'restore.begin': async (_value, by) => {
      activity.record({ kind: 'memory.restored', by });
      await spoken(() => moving.restore.begin());
      return { begun: true };
    },
    'restore.add': async (value) => {
      const parameters = readObject(value);
      const { records } = parameters;
      const read = Array.isArray(records) ? records.map(readMovedRecord) : [null];
      const known = read.filter((record) => record !== null);
      if (known.length < read.length) throw new AdminFault('records must be a list of records of an export');
      // Looked at and not kept: whoever reads the file elsewhere learns here whether this Gatehouse can keep it.
      if (readFlag(parameters, 'dryRun')) return { memories: known.filter((record) => 'memory' in record).length };
      return spoken(() => moving.restore.add(known));
    },
    'restore.end': async () => ({ held: await spoken(() => moving.restore.end()) }),
    'export.begin': async (value, by) => {
      const named = readOptionalText(readObject(value), 'compartment');
      const compartment = named === undefined ? null : findCompartment(named, compartments.list());
      const begun = await spoken(() => moving.exports.begin(compartment?.id ?? null));
      activity.record({ kind: 'memory.exported', compartment: compartment?.name ?? null, by });
      return begun;
    },
    'export.next': async (value) => ({ lines: await spoken(() => moving.exports.next(readText(readObject(value), 'id'))) }),
    'export.end': async (value) => {
      await moving.exports.end(readText(readObject(value), 'id'));
      return { ended: true };
    },
  };
}

function readActionId(parameters: Parameters): string {
  const id = readText(parameters, 'id');
  if (!/^act_[\w-]{16}$/.test(id)) throw new AdminFault('id must be the one that import.begin gave');
  return id;
}

function readProgram(parameters: Parameters): string {
  const program = cleanName(readText(parameters, 'program'));
  if (program === null) throw new AdminFault('program must have something to read in it');
  return program;
}

function readItems(parameters: Parameters) {
  const items = readImportItems(parameters.items);
  if (items === null) throw new AdminFault('items must be a list of at most 500 memories with content, tags, kind, metadata, createdAt and updatedAt');
  return items;
}

/** A full disk is told to whoever waits for the import, not only to the log. */
async function spoken<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await inThePersonsWords(act);
  } catch (error) {
    if (error instanceof StoreUnavailable) throw new AdminFault(error.message);
    throw error;
  }
}
