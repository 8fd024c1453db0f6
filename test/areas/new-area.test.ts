import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listAreas, loadArea } from '#areas/load.ts';
import { type NewArea, NewAreaFaults, writeNewArea } from '#areas/new-area.ts';
import { checkCatalogue } from '#src/domain/catalogue/check.ts';

const today = '2026-11-30';
const reference = path.join(import.meta.dirname, '../../areas/reference');
const read = (file: string): Record<string, string>[] =>
  parse(readFileSync(path.join(reference, file), 'utf8'), { columns: true });
const forces = read('forces.csv').map(({ policeUkId = '' }) => policeUkId);
const districts = read('districts.csv');
/** It polices the railways, so its victims live everywhere. */
const withoutDistricts = 'btp';

const newArea = (over: Partial<NewArea> = {}): NewArea => ({
  id: 'new-area',
  force: 'kent',
  prefix: 'KE',
  authority: 'Kent Police and Crime Commissioner',
  region: 'eu-west-2',
  ...over,
});

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'victim-referral-intake-areas-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function faultsOf(area: NewArea, root: string): readonly string[] {
  try {
    writeNewArea(area, today, root);
  } catch (error) {
    if (error instanceof NewAreaFaults) return error.faults;
    throw error;
  }
  return [];
}

describe('a new area', () => {
  test.each(forces.filter((force) => force !== withoutDistricts))(
    'of %s is well formed, has its districts, and leaves nobody without a service',
    (force) => {
      const root = makeFolder();
      writeNewArea(newArea({ force }), today, root);
      const area = loadArea('new-area', root);
      expect(area.districts.map(({ code }) => code)).toEqual(
        districts.filter((district) => district.force === force).map(({ code }) => code),
      );
      expect(area.parties.map(({ id, kind }) => [id, kind])).toContainEqual([force, 'police']);
      const { gaps, unreachable } = checkCatalogue(area, today);
      expect({ gaps, unreachable }).toEqual({ gaps: [], unreachable: [] });
    },
  );

  test('is named after its force, unless it is given a name', () => {
    const root = makeFolder();
    writeNewArea(newArea(), today, root);
    writeNewArea(newArea({ id: 'other', prefix: 'KM', name: 'Kent and Medway' }), today, root);
    expect(loadArea('new-area', root).name).toBe('Kent');
    expect(loadArea('other', root).name).toBe('Kent and Medway');
  });

  test('is refused with every fault at once, and leaves no file', () => {
    const root = makeFolder();
    const faults = faultsOf(
      newArea({ id: 'Ü', force: 'nowhere', prefix: 'k', authority: 'A: b', name: '#', region: 'london' }),
      root,
    );
    expect(faults).toHaveLength(6);
    expect(listAreas(root)).toEqual([]);
  });

  test.each(['123', '', 'ÆÆ', '-', 'A: b', '"'])('is refused where its name or its authority’s is %j', (name) => {
    const root = makeFolder();
    expect(faultsOf(newArea({ name, authority: name }), root)).toHaveLength(2);
    expect(listAreas(root)).toEqual([]);
  });

  test.each(['true', 'null', 'Kent, and all of it'])('may be called %s', (name) => {
    const root = makeFolder();
    writeNewArea(newArea({ name, authority: name }), today, root);
    expect(loadArea('new-area', root)).toMatchObject({ name, authority: name });
  });

  test.each(['kent-test', 'kent-development', 'kent-production'])('is not called %s, as a stage of another', (id) => {
    const root = makeFolder();
    expect(faultsOf(newArea({ id }), root)).toHaveLength(1);
  });

  test('has a prefix of its own', () => {
    const root = makeFolder();
    writeNewArea(newArea(), today, root);
    expect(faultsOf(newArea({ id: 'other' }), root)).toEqual([
      expect.stringContaining('Another area has the prefix KE'),
    ]);
    expect(listAreas(root)).toEqual(['new-area']);
  });

  test('replaces none that is there', () => {
    const root = makeFolder();
    writeNewArea(newArea(), today, root);
    expect(faultsOf(newArea({ prefix: 'XX' }), root)).toEqual(['areas/new-area is there already.']);
    expect(loadArea('new-area', root).prefix).toBe('KE');
  });

  test('is not made for a force without districts of its own', () => {
    const root = makeFolder();
    expect(faultsOf(newArea({ force: withoutDistricts }), root)).toHaveLength(1);
    expect(existsSync(path.join(root, 'new-area'))).toBe(false);
  });
});

describe('the districts of forces', () => {
  test('stand once each, with a force that there is', () => {
    const codes = districts.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(districts.filter(({ force = '' }) => !forces.includes(force))).toEqual([]);
  });

  test.each(listAreas())('of %s are those of one force, by the same names', (id) => {
    const own = loadArea(id).districts.map(({ code, name }) => {
      const district = districts.find((one) => one['code'] === code);
      expect(district?.['name']).toBe(name);
      return district?.['force'];
    });
    expect(new Set(own).size).toBe(1);
  });
});
