/** Follows the events of a party's own cases: each is passed on once, and the cursor is saved after it was dealt with. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ReferralsApi } from './api.ts';
import type { ChangeList } from './api-types.ts';

export type Change = ChangeList['items'][number];

export interface FollowOptions {
  api: Pick<ReferralsApi, 'changes'>;
  /** The cursor that was saved last; left out, the last 90 days are read. */
  cursor?: string | undefined;
  /** Must resolve only once the event is dealt with: if it throws, following ends and the cursor stays as it was saved last. */
  onChange(change: Change): Promise<void> | void;
  /** Called after the events of a page. Keep the cursor where it survives a restart. */
  saveCursor(cursor: string): Promise<void> | void;
  /** Seconds between two questions. */
  everyS?: number;
  /** End when there are no more, in place of waiting for them. */
  once?: boolean;
  signal?: AbortSignal;
}

/**
 * Resolves when it is aborted, or at the end with `once`. The API gives again what happened in the last minutes, so that nothing is
 * missed; what was passed on before by this call is left out. After a restart those few may come again.
 */
export async function followChanges(options: FollowOptions): Promise<void> {
  const { api, onChange, saveCursor, everyS = 30, once = false, signal } = options;
  let { cursor } = options;
  /** What came in the last reading, and in this one: only that can come again. */
  let before = new Set<string>();
  let current = new Set<string>();
  while (!signal?.aborted) {
    const page = await api.changes(cursor);
    for (const change of page.items) {
      const key = JSON.stringify(change);
      if (!before.has(key) && !current.has(key)) await onChange(change);
      current.add(key);
    }
    cursor = page.cursor;
    await saveCursor(cursor);
    if (page.more) continue;
    if (once) return;
    before = current;
    current = new Set();
    // It rejects when it is aborted, which ends the loop.
    await sleep(everyS * 1000, undefined, signal ? { signal } : {}).catch(() => undefined);
  }
}
