/** Fields that a page posts in addition to its answers. */
import type { ReferCall } from '../../app/page.ts';
import { firstValue } from '../../form/errors.ts';

/** The revision of the draft that the page shows. */
export const revisionField = 'rev';
/** The page to return to. */
export const fromField = 'from';
/** The button that was pressed. */
export const buttonField = 'go';

/** The posted revision; 0 if it is missing or malformed. */
export const revisionOf = (call: ReferCall): number => {
  const text = firstValue(call.form, revisionField);
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
};
