/** Small values made once and kept in the data folder: secrets, ids, keys and ports. */
import { existsSync, readFileSync } from 'node:fs';
import { isRecord } from '#local/emulators/aws-json.ts';
import { writeWhole } from './folder.ts';

export interface Kept {
  /** The value kept under the name; made, and kept, where there is none yet. */
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
    throw new Error(`${file} is not a file of this program's; start with --fresh to make it anew.`);
  return new Map(Object.entries(content).map(([name, value]) => [name, String(value)]));
}
