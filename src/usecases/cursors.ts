/** Cursors of lists, signed for the list and the party that they were given to. */
import { type Keys, type ListPage, WrongCursor } from './ports.ts';

const hashLength = 22;

/**
 * Reads a page from the place that a signed cursor names, and signs the cursor of the next.
 * @param list names the list, with the party whose list it is
 * @throws WrongCursor when the cursor was not made for this list
 */
export async function readSignedPage<Page extends Pick<ListPage<unknown>, 'cursor'>>(
  keys: Pick<Keys, 'keyedHash'>,
  list: string,
  cursor: string | undefined,
  read: (place: string | undefined) => Promise<Page>,
): Promise<Page> {
  const sign = (place: string): string => keys.keyedHash('cursor', `${list}|${place}`);
  const place = cursor?.slice(hashLength);
  if (place !== undefined && cursor !== `${sign(place)}${place}`) throw new WrongCursor('the cursor was not made here');
  const page = await read(place);
  return page.cursor === undefined ? page : { ...page, cursor: `${sign(page.cursor)}${page.cursor}` };
}
