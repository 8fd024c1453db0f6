/**
 * Reads an area's files from disk. For the stack, the local run, the command line and tests:
 * a deployed function gets its area as JSON and reads no file.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Path } from '#src/contracts/area/checks.ts';
import { bankHolidaysFile, parseArea } from '#src/contracts/area/parse.ts';
import type { Area } from '#src/domain/area.ts';
import { calendarProblems } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';

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
  const open = (name: string) => openYaml(path.join(root, id, `${name}.yaml`), `areas/${id}/${name}.yaml`);
  const files = { area: open('area'), parties: open('parties'), services: open('services'), rules: open('rules') };
  return parseArea({
    id,
    area: files.area.content,
    parties: files.parties.content,
    services: files.services.content,
    rules: files.rules.content,
    bankHolidays: readJson(path.join(here, 'reference', 'bank-holidays.json'), bankHolidaysFile),
    forces: readForces(),
    lineOf: (file, keys) =>
      lineOf(
        Object.values(files).find(({ name }) => name === file),
        keys,
      ),
  });
}

interface OpenYaml {
  name: string;
  document: Document;
  lines: LineCounter;
  content: unknown;
}

function openYaml(file: string, name: string): OpenYaml {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, name), { uniqueKeys: true, lineCounter: lines });
  const [fault] = document.errors;
  if (fault) throw new Error(`${name} is not YAML: ${fault.message}`);
  return { name, document, lines, content: document.toJS() };
}

/** The line of what is at fault, or of the nearest thing around it when it is missing. */
function lineOf(file: OpenYaml | undefined, keys: Path): number | undefined {
  for (let depth = keys.length; file && depth > 0; depth--) {
    const node = file.document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return file.lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/**
 * The area, for those who deploy it or start it now. Throws as well when the bank holidays that are known end too
 * soon: months before a deadline could pass the last of them (src/domain/judgement/clock.ts).
 */
export function loadAreaFor(id: string, now: Date, root: string = here): Area {
  const area = loadArea(id, root);
  const problems = calendarProblems(area.rules, londonDate(now));
  if (problems.length > 0) throw new Error(`areas/${id}: ${problems.join(' ')}`);
  return area;
}

function readText(file: string, name: string): string {
  if (!existsSync(file)) throw new Error(`${name} is not there.`);
  return readFileSync(file, 'utf8');
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
  const [, ...rows] = readText(path.join(here, 'reference', 'forces.csv'), 'areas/reference/forces.csv')
    .trim()
    .split('\n');
  return rows.map((row) => row.split(',')[2] ?? '');
}
