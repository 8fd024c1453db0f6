/** Every event in a party's own cases, from a cursor on. */
import { type EventReader, type OwnEvent, ownEvents } from '#src/domain/case/lists/own-events.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import type { Cases } from '#src/usecases/ports/cases.ts';
import type { Clock } from '#src/usecases/ports/clock.ts';
import type { Keys } from '#src/usecases/ports/keys.ts';

export interface ListChangesDeps {
  cases: Pick<Cases, 'changes'>;
  keys: Pick<Keys, 'keyedHash'>;
  now: Clock;
}

export interface OwnEventPage {
  items: OwnEvent[];
  cursor: string;
  /** There are more already. */
  more: boolean;
}

/** How far back one is read that comes without a cursor. */
const keptDays = 90;
/**
 * What was written in the last two minutes is read again: a write may take half a minute from its time to its success
 * (the client tries five times, src/store/client.ts), and the index follows the table in a second or so. So nothing that
 * appears behind what was read is missed, and what was read may come again.
 */
export const overlapMs = 120_000;

interface Place {
  /** Read on after this. */
  after: string;
  /** Once there is no more, begin here again; absent before the first page. */
  again?: string;
}

/** @throws WrongCursor when the cursor was not given to this party */
export async function listChanges(
  { cases, keys, now }: ListChangesDeps,
  reader: EventReader,
  cursor: string | undefined,
): Promise<OwnEventPage> {
  const began = now().getTime();
  const list = 'sender' in reader ? `changes|sender|${reader.sender}` : `changes|service|${reader.service}`;
  const {
    rows,
    cursor: next,
    more,
  } = await readSignedPage(keys, list, cursor, async (text) => {
    const { after, again = instantAt(began - overlapMs) } =
      text === undefined ? { after: instantAt(began - keptDays * 86_400_000) } : parsePlace(text);
    const page = await cases.changes(reader, after);
    const place = page.next === undefined ? { after: again } : { after: page.next, again };
    return { rows: page.rows, cursor: printPlace(place), more: page.next !== undefined };
  });
  return { items: rows.flatMap((change) => ownEvents(change, reader)), cursor: next, more };
}

const instantAt = (ms: number): string => new Date(ms).toISOString();

/** No `|` stands in a time, an id or a revision. */
const printPlace = ({ after, again }: Place): string =>
  Buffer.from(again === undefined ? after : `${after}|${again}`).toString('base64url');

function parsePlace(text: string): Place {
  const [after = '', again] = Buffer.from(text, 'base64url').toString().split('|');
  return { after, ...(again === undefined ? {} : { again }) };
}
