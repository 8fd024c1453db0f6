/** What a page posts besides its answers. */
import type { PrivateCall } from '../app/page.ts';
import { typedAs } from '../form/errors.ts';

/** The revision of the draft that the page was made from. */
export const revisionField = 'rev';
/** Where it goes on to. */
export const fromField = 'from';
/** Which button was pressed. */
export const goField = 'go';

/** Digits and nothing else; a revision that is none is that of no page. */
export const revisionOf = (call: PrivateCall): number => {
  const typed = typedAs(call.form, revisionField);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : 0;
};
