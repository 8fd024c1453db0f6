/** Cursors of lists, signed for the list and the party that they were given to. */
import type { Keys } from '#src/usecases/ports/keys.ts';
import { WrongCursor } from '#src/usecases/ports/lists.ts';

const hashLength = 22;

interface Page {
  cursor?: string;
  previous?: { cursor?: string };
}

/**
 * Reads a page from the place that a signed cursor names, and signs the cursors of the next and the previous.
 * @param list names the list, with the party whose list it is
 * @throws WrongCursor when the cursor was not made for this list
 */
export async function readSignedPage<Read extends Page>(
  keys: Pick<Keys, 'keyedHash'>,
  list: string,
  cursor: string | undefined,
  read: (place: string | undefined) => Promise<Read>,
): Promise<Read> {
  const sign = (place: string): string => keys.keyedHash('cursor', `${list}|${place}`);
  const place = cursor?.slice(hashLength);
  if (place !== undefined && cursor !== `${sign(place)}${place}`) throw new WrongCursor('the cursor was not made here');
  const page = await read(place);
  return {
    ...signCursor(page, sign),
    ...(page.previous && { previous: signCursor(page.previous, sign) }),
  };
}

const signCursor = <Read extends { cursor?: string }>(page: Read, sign: (place: string) => string): Read =>
  page.cursor === undefined ? page : { ...page, cursor: `${sign(page.cursor)}${page.cursor}` };
