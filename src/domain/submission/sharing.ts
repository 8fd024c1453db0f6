/**
 * What a service is shown of a referral. Its sharing agreement lists paths: a leaf (`victim.givenName`), or a branch
 * that includes all its leaves (`contact.safe`). Only fields of the registry are ever shown.
 */
import type { PartialSubmission } from '../judgement/partial-submission.ts';
import { lazyValue } from '../lazy-value.ts';
import type { Submission } from '../submission.ts';
import { type FieldPath, fieldAt, fieldPaths } from './registry.ts';

/** A fact derived about the person, which an agreement may list: whether they were referred before. */
export const repeatVictimPath = 'repeatVictim';

/** The set of an agreement that the registry makes, so that a new field for safe contact is in every agreement. */
export const safeContactSetName = 'safe-contact';

const sharablePaths = fieldPaths.filter((path) => fieldAt(path).sharing !== 'never');
const safeContactPaths = fieldPaths.filter((path) => fieldAt(path).sharing === 'safe-contact');

/** Whether an entry of a sharing list is this leaf or a branch above it. */
const covers = (entry: string, leaf: string): boolean =>
  leaf === entry || leaf.startsWith(`${entry}.`) || leaf.startsWith(`${entry}[].`);

/** The fields that a safe first contact needs: a branch where it is all of them, for short disclosure records. */
export const safeContactSet = lazyValue((): readonly string[] => [...new Set(safeContactPaths.map(widestSafeEntry))]);

function widestSafeEntry(leaf: FieldPath): string {
  const names = leaf.split('.');
  const branches = names.map((_, index) => names.slice(0, index + 1).join('.'));
  return (
    branches.find((branch) =>
      fieldPaths.every((path) => !covers(branch, path) || fieldAt(path).sharing === 'safe-contact'),
    ) ?? leaf
  );
}

/** Why an entry may not be in a sharing list. */
export function sharingFaultOf(entry: string): string | undefined {
  if (entry === repeatVictimPath || sharablePaths.some((leaf) => covers(entry, leaf))) return undefined;
  const isField = fieldPaths.some((leaf) => covers(entry, leaf));
  return `${isField ? 'is shown to no service' : 'is not a field of a referral'}: ${entry}`;
}

const suspectPaths = sharablePaths.filter((path) => path.startsWith('suspects[].'));

/** Whether a sharing list shows suspects: only then may the service know what follows from them. */
export const showsSuspects = (sharing: readonly string[]): boolean =>
  suspectPaths.every((leaf) => sharing.some((entry) => covers(entry, leaf)));

/** Leaves needed for safe contact that a sharing list leaves out. */
export const findMissingSafeContactPaths = (sharing: readonly string[]): FieldPath[] =>
  safeContactPaths.filter((leaf) => !sharing.some((entry) => covers(entry, leaf)));

/** Copies what a sharing list covers into an object of the same shape. A field with no value is left out. */
export const pickSharedFields = (submission: Submission, sharing: readonly string[]): PartialSubmission =>
  pickFields(
    { ...submission },
    sharablePaths.filter((leaf) => sharing.some((entry) => covers(entry, leaf))),
  );

/** The entries of a sharing list of which something was shown, branches as they are listed: for short disclosure records. */
export const findShownEntries = (shared: PartialSubmission, sharing: readonly string[]): string[] =>
  sharing.filter((entry) => entry === repeatVictimPath || hasValue(shared, entry.split('.')));

function hasValue(source: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return source !== undefined;
  if (Array.isArray(source)) return source.some((item) => hasValue(item, [name, ...rest]));
  const key = name.replace(/\[\]$/, '');
  return isPlainObject(source) && Object.hasOwn(source, key) && hasValue(source[key], rest);
}

type PlainObject = Record<string, unknown>;
const isPlainObject = (value: unknown): value is PlainObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Copies the fields at the paths, which may go through lists of objects (`suspects[].name`). */
export function pickFields(source: PlainObject, paths: readonly string[]): PlainObject {
  const target: PlainObject = {};
  for (const path of paths) copyField(source, target, path.split('.'));
  return target;
}

function copyField(source: PlainObject, target: PlainObject, [name = '', ...rest]: readonly string[]): void {
  const key = name.replace(/\[\]$/, '');
  const value = Object.hasOwn(source, key) ? source[key] : undefined;
  if (value === undefined) return;
  if (rest.length === 0) target[key] = value;
  else if (Array.isArray(value)) target[key] = copyItems(value, target[key], rest);
  else if (isPlainObject(value)) {
    const copy = isPlainObject(target[key]) ? target[key] : {};
    copyField(value, copy, rest);
    if (Object.keys(copy).length > 0) target[key] = copy;
  }
}

/** @param copied what other paths have copied of the items so far */
function copyItems(items: readonly unknown[], copied: unknown, rest: readonly string[]): PlainObject[] {
  const copies: PlainObject[] = Array.isArray(copied) ? copied : items.map(() => ({}));
  for (const [index, copy] of copies.entries()) {
    const item = items[index];
    if (isPlainObject(item)) copyField(item, copy, rest);
  }
  return copies;
}
