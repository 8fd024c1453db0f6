/** Makes the files of a new area from areas/template, for a police force and its districts as the reference data has them. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { parse as parseYaml } from 'yaml';
import * as z from 'zod';
import { isNamedAsStage } from '#src/domain/stage.ts';
import { listAreas } from './load.ts';

export interface NewArea {
  /** Name of the folder, and of the area in every resource. */
  id: string;
  /** A force's id at data.police.uk, of areas/reference/forces.csv. */
  force: string;
  /** Two to four capital letters that each reference begins with. */
  prefix: string;
  /** The data controller that commissions the services. */
  authority: string;
  /** Left out, the force's own without “Police” and the like. */
  name?: string | undefined;
  /** AWS region of the deployment. */
  region: string;
}

/** What cannot be made into an area; each fault is a sentence. */
export class NewAreaFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'NewAreaFaults';
    this.faults = faults;
  }
}

const templateFolder = path.join(import.meta.dirname, 'template');
const suffix = '.template';

/** Written between quotation marks in YAML; the id of a party is made of its first words. */
const isName = (text: string): boolean => /^[a-z][\p{L}\d ’'&().,-]*$/iu.test(text);

/**
 * Writes the files of the area.
 * @param today London ISO date: contracts of the made-up services begin with its year, and the rules' version names its month
 * @param root folder of areas
 * @returns the paths of the files written, from `root`
 * @throws NewAreaFaults with every fault, before anything is written
 */
export function writeNewArea(area: NewArea, today: string, root: string = import.meta.dirname): string[] {
  const values = valuesOf(area, today, root);
  mkdirSync(path.join(root, area.id));
  return readdirSync(templateFolder)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => {
      const written = path.join(area.id, file.slice(0, -suffix.length));
      writeFileSync(path.join(root, written), fillIn(readFileSync(path.join(templateFolder, file), 'utf8'), values));
      return written;
    });
}

function prefixFaults({ prefix }: NewArea, root: string): string[] {
  if (!/^[A-Z]{2,4}$/.test(prefix)) return [`The prefix ${prefix} must be two to four capital letters.`];
  const isTaken = listAreas(root).some((id) => prefixOf(id, root) === prefix);
  return isTaken ? [`Another area has the prefix ${prefix}: nobody could tell its references from this one’s.`] : [];
}

const prefixOf = (id: string, root: string): unknown =>
  parseYaml(readFileSync(path.join(root, id, 'area.yaml'), 'utf8'))?.prefix;

const fillIn = (template: string, values: Record<string, string>): string =>
  template.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The templates name {{${name}}}, which has no value.`);
    return value;
  });

function valuesOf(area: NewArea, today: string, root: string): Record<string, string> {
  const force = readForces().find(({ policeUkId }) => policeUkId === area.force);
  const districts = readDistricts().filter((district) => district.force === area.force);
  const name = area.name ?? force?.name.replace(/ (Police|Constabulary|Police Service|City Police)$/, '') ?? '';
  const faults = [
    ...(/^[a-z][a-z0-9-]{1,30}$/.test(area.id)
      ? []
      : [`The id ${area.id} must be small letters, digits and hyphens, such as merseyside.`]),
    ...(isNamedAsStage(area.id) ? [`The id ${area.id} ends as a stage does, such as -test.`] : []),
    ...(listAreas(root).includes(area.id) || existsSync(path.join(root, area.id))
      ? [`areas/${area.id} is there already.`]
      : []),
    ...(force === undefined ? [`There is no force ${area.force} in areas/reference/forces.csv.`] : []),
    ...(force !== undefined && districts.length === 0
      ? [`${force.name} has no districts of its own in areas/reference/districts.csv.`]
      : []),
    ...prefixFaults(area, root),
    ...(isName(area.authority) ? [] : ['The name of the authority is no name, or has characters that a name has not.']),
    ...(area.name === undefined || isName(area.name)
      ? []
      : ['The name of the area is no name, or has characters that a name has not.']),
    ...(/^[a-z]{2}-[a-z]+-\d$/.test(area.region) ? [] : [`${area.region} is no AWS region such as eu-west-2.`]),
  ];
  if (force === undefined || faults.length > 0) throw new NewAreaFaults(faults);
  return {
    id: area.id,
    name,
    prefix: area.prefix,
    authority: area.authority,
    authorityId: toId(area.authority),
    region: area.region,
    force: area.force,
    forceName: force.name,
    districts: districts.map(({ code, name: text }) => `  - { code: ${code}, name: ${quoted(text)} }`).join('\n'),
    contractFrom: `${today.slice(0, 4)}-01-01`,
    rulesVersion: `${area.prefix.toLowerCase()}-${today.slice(0, 7)}`,
  };
}

/** A name with a comma would be two values in YAML. */
const quoted = (text: string): string => (text.includes(',') ? JSON.stringify(text) : text);

const toId = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[’']/g, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

const forceSchema = z.object({ policeUkId: z.string(), name: z.string() });
const districtSchema = z.object({ code: z.string(), force: z.string(), name: z.string() });

const readForces = () => readReference('forces.csv', forceSchema);
const readDistricts = () => readReference('districts.csv', districtSchema);

function readReference<Row>(file: string, schema: z.ZodType<Row>): Row[] {
  const text = readFileSync(path.join(import.meta.dirname, 'reference', file), 'utf8');
  return z.array(schema).parse(parse(text, { columns: true }));
}
