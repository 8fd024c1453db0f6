/** Everything that a sender sent, for its page: what needs something of it, and the rest. */
import type { DeskPart } from '#src/domain/case/lists/sender-list.ts';
import type { Sender } from '#src/domain/sender.ts';
import { readSignedPage } from '#src/usecases/cursors.ts';
import type { PageBothWays } from '#src/usecases/ports/lists.ts';
import { type ListDeps, type OwnListItem, readListItem } from './own-lists.ts';

/** Those that need action: the oldest first. The others: the newest first. */
export async function listOwnDesk(
  deps: ListDeps,
  sender: Sender,
  part: DeskPart,
  cursor?: string,
): Promise<PageBothWays<OwnListItem>> {
  const { cases, keys } = deps;
  const page = await readSignedPage(keys, `desk|${part}|${sender.id}`, cursor, (place) =>
    cases.senderDesk(sender.id, part, place),
  );
  return { ...page, rows: await Promise.all(page.rows.map((head) => readListItem(deps, head))) };
}
