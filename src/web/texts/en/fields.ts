/** Labels of a referral's fields and titles of its sections, in English those of the field registry. */
import { sections } from '#src/domain/submission/field.ts';
import { type FieldPath, fieldAt, fieldPaths } from '#src/domain/submission/registry.ts';

export const fields = {
  sections,
  labels: Object.fromEntries(fieldPaths.map((path) => [path, fieldAt(path).label])) as Record<FieldPath, string>,
  yes: 'Yes',
  no: 'No',
};
