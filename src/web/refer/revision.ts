/** Fields that a page posts in addition to its answers. */
import type { PrivateCall } from '../app/page.ts';
import { typedAs } from '../form/errors.ts';

/** The revision of the draft that the page shows. */
export const revisionField = 'rev';
/** The page to return to. */
export const fromField = 'from';
/** The button that was pressed. */
export const goField = 'go';

/** The posted revision; 0 if it is missing or malformed. */
export const revisionOf = (call: PrivateCall): number => {
  const typed = typedAs(call.form, revisionField);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
};
