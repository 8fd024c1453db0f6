/** Small values that are created once and saved in the data folder: secrets, ids, keys and ports. */
import { existsSync, readFileSync } from 'node:fs';
import { isRecord } from '#local/emulators/aws-json.ts';
import { writeAtomically } from './folder.ts';

export interface SavedValues {
  /** Returns the saved value; creates and saves one if there is none yet. */
  getOrCreate(name: string, create: () => string): string;
  set(name: string, value: string): void;
  find(name: string): string | undefined;
}

export function openSavedValues(file: string): SavedValues {
  const values = readValues(file);
  const set = (name: string, value: string) => {
    if (values.get(name) === value) return;
    values.set(name, value);
    writeAtomically(file, `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`);
  };
  return {
    getOrCreate(name, create) {
      const existing = values.get(name);
      if (existing !== undefined) return existing;
      const value = create();
      set(name, value);
      return value;
    },
    set,
    find: (name) => values.get(name),
  };
}

function readValues(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(content))
    throw new Error(`${file} was not written by this program; start with --fresh to recreate it.`);
  return new Map(Object.entries(content).map(([name, value]) => [name, String(value)]));
}
