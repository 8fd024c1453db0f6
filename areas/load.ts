/**
 * Reads an area's files from disk. For the stack, the local run, the command line and tests:
 * a deployed function gets its area as JSON and reads no file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { bankHolidaysFile, parseArea } from '#src/contracts/area/parse.ts';
import type { Area } from '#src/domain/area.ts';

const here = import.meta.dirname;

/** Ids of every area that has a folder with an area.yaml in it, sorted. */
export function listAreas(root: string = here): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'area.yaml')))
    .map((entry) => entry.name)
    .sort();
}

/**
 * The area of that id. Throws an Error that names the areas there are when there is no such area,
 * that names file and line when a file is not YAML, and AreaFaultsError with every fault when what
 * the files say is wrong. `root` is the folder of areas.
 */
export function loadArea(id: string, root: string = here): Area {
  const known = listAreas(root);
  if (!known.includes(id)) throw new Error(`There is no area ${id}. There is ${known.join(', ') || 'none'}.`);
  const read = (name: string): unknown => readYaml(path.join(root, id, `${name}.yaml`), `areas/${id}/${name}.yaml`);
  return parseArea({
    id,
    area: read('area'),
    parties: read('parties'),
    services: read('services'),
    rules: read('rules'),
    bankHolidays: readJson(path.join(here, 'reference', 'bank-holidays.json'), bankHolidaysFile),
    forces: readForces(),
  });
}

function readText(file: string, name: string): string {
  if (!existsSync(file)) throw new Error(`${name} is not there.`);
  return readFileSync(file, 'utf8');
}

function readYaml(file: string, name: string): unknown {
  const document = parseDocument(readText(file, name), { uniqueKeys: true });
  const [fault] = document.errors;
  if (fault) throw new Error(`${name} is not YAML: ${fault.message}`);
  return document.toJS();
}

function readJson(file: string, name: string): unknown {
  try {
    return JSON.parse(readText(file, name));
  } catch (cause) {
    throw new Error(`${name} is not JSON.`, { cause });
  }
}

/** The data.police.uk ids: third column of a file without quotes. */
function readForces(): string[] {
  const [, ...rows] = readText(path.join(here, 'reference', 'forces.csv'), 'areas/reference/forces.csv').trim().split('\n');
  return rows.map((row) => row.split(',')[2] ?? '');
}
