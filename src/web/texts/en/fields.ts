/** Labels of a referral's fields and titles of its sections, in English those of the field registry. */
import { type BranchList, sections } from '#src/domain/submission/field.ts';
import { branchRegistry, type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';
import { forms } from './forms.ts';

export const fields = {
  sections,
  labels: Object.fromEntries(fieldPaths.map((path) => [path, fieldAt(path).label])) as Record<FieldPath, string>,
  /** Title of one object of the list that a field is in, for example “Suspect 2”. */
  item: (path: FieldPath, position: number): string => forms.items.title(itemName(path), position),
  yes: 'Yes',
  no: 'No',
};

function itemName(path: FieldPath): string {
  const branch = (branchRegistry as BranchList)[`${path.split('[]')[0]}[]`];
  return branch && 'item' in branch ? branch.item : fieldAt(path).label;
}
