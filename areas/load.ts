/**
 * Loads an area's files from disk, for the stack, the local run, the command line and tests.
 * Deployed functions read the area as JSON from their bundle instead.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { Path } from '#src/contracts/area/checks.ts';
import { bankHolidaysFile, parseArea } from '#src/contracts/area/parse.ts';
import type { Area } from '#src/domain/area.ts';
import { findCalendarProblems } from '#src/domain/judgement/clock.ts';
import { londonDate } from '#src/domain/london.ts';

const areasFolder = import.meta.dirname;

/** Ids of all areas (folders with an area.yaml), sorted. */
export function listAreas(root: string = areasFolder): string[] {
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(path.join(root, entry.name, 'area.yaml')))
    .map((entry) => entry.name)
    .sort();
}

/**
 * @param root folder of areas
 * @throws Error when there is no such area (listing those there are) or a file is not YAML (with file and line)
 * @throws AreaFaultsError with every fault when the files' content is wrong
 */
export function loadArea(id: string, root: string = areasFolder): Area {
  const ids = listAreas(root);
  if (!ids.includes(id)) throw new Error(`There is no area ${id}. There is ${ids.join(', ') || 'none'}.`);
  const openFile = (name: string) => openYaml(path.join(root, id, `${name}.yaml`), `areas/${id}/${name}.yaml`);
  const files = {
    area: openFile('area'),
    parties: openFile('parties'),
    services: openFile('services'),
    rules: openFile('rules'),
    ...(existsSync(path.join(root, id, 'postcodes.yaml')) && { postcodes: openFile('postcodes') }),
  };
  return parseArea({
    id,
    area: files.area.content,
    parties: files.parties.content,
    services: files.services.content,
    rules: files.rules.content,
    postcodes: files.postcodes?.content,
    bankHolidays: readJson(path.join(areasFolder, 'reference', 'bank-holidays.json'), bankHolidaysFile),
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

/** The line of the value at this path or, if it is missing, of its nearest existing parent. */
function lineOf(file: OpenYaml | undefined, keys: Path): number | undefined {
  for (let depth = keys.length; file && depth > 0; depth--) {
    const node = file.document.getIn(keys.slice(0, depth), true);
    if (isNode(node) && node.range) return file.lines.linePos(node.range[0]).line;
  }
  return undefined;
}

/**
 * Loads an area that is about to be deployed or started.
 * @throws Error also when something is wrong with the calendar (src/domain/judgement/clock.ts)
 */
export function loadAreaForDeployment(id: string, now: Date, root: string = areasFolder): Area {
  const area = loadArea(id, root);
  const problems = findCalendarProblems(area.rules, londonDate(now));
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

/** The data.police.uk ids, in the third column. The file has no quoted cells. */
function readForces(): string[] {
  const [, ...rows] = readText(path.join(areasFolder, 'reference', 'forces.csv'), 'areas/reference/forces.csv')
    .trim()
    .split('\n');
  return rows.map((row) => row.split(',')[2] ?? '');
}
