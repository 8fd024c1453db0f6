/** Small values that are created once and saved in the data folder: secrets, ids, keys and ports. */
import { existsSync, readFileSync } from 'node:fs';
import { isRecord } from '#local/emulators/aws-json.ts';
import { writeWhole } from './folder.ts';

export interface Kept {
  /** Returns the saved value; creates and saves one if there is none yet. */
  get(name: string, make: () => string): string;
  set(name: string, value: string): void;
  find(name: string): string | undefined;
}

export function openKept(file: string): Kept {
  const values = read(file);
  const set = (name: string, value: string) => {
    if (values.get(name) === value) return;
    values.set(name, value);
    writeWhole(file, `${JSON.stringify(Object.fromEntries(values), undefined, 2)}\n`);
  };
  return {
    get(name, make) {
      const found = values.get(name);
      if (found !== undefined) return found;
      const value = make();
      set(name, value);
      return value;
    },
    set,
    find: (name) => values.get(name),
  };
}

function read(file: string): Map<string, string> {
  if (!existsSync(file)) return new Map();
  const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!isRecord(content))
    throw new Error(`${file} was not written by this program; start with --fresh to recreate it.`);
  return new Map(Object.entries(content).map(([name, value]) => [name, String(value)]));
}
