/** Counts calls that ran between two calls of another actor, both about the same case. */
import * as z from 'zod';
import { isReferralId } from '#src/domain/ids.ts';
import type { CallReport } from './scheduler.ts';

interface Seen {
  actor: string;
  isCounted: boolean;
}

export interface Interleavings {
  onCall(report: CallReport): void;
  count: number;
}

/** The actors of a history have names of their own. */
export function countInterleavings(): Interleavings {
  const byCase = new Map<string, Seen[]>();
  const counter: Interleavings = {
    count: 0,
    onCall({ actor, command }) {
      for (const id of command ? casesIn(command) : []) {
        const calls = byCase.get(id) ?? [];
        const between = callsSince(calls, actor).filter(({ isCounted }) => !isCounted);
        for (const call of between) call.isCounted = true;
        counter.count += between.length;
        calls.push({ actor, isCounted: false });
        byCase.set(id, calls);
      }
    },
  };
  return counter;
}

/** Calls after the actor's last one; none when it has not called before. */
function callsSince(calls: readonly Seen[], actor: string): Seen[] {
  const last = calls.findLastIndex((call) => call.actor === actor);
  return last < 0 ? [] : calls.slice(last + 1);
}

const key = z.object({ id: z.string() }).partial().optional();
const write = z.object({ Key: key, Item: key }).optional();
const input = z.object({
  Key: key,
  Item: key,
  ExpressionAttributeValues: z.object({ ':id': z.string() }).partial().optional(),
  TransactItems: z.array(z.object({ Put: write, Update: write, ConditionCheck: write })).optional(),
});

/** The referrals that a call's keys name. */
function casesIn(command: object): Set<string> {
  const { Key, Item, ExpressionAttributeValues, TransactItems = [] } = input.parse(Reflect.get(command, 'input'));
  const writes = TransactItems.flatMap(({ Put, Update, ConditionCheck }) => [Put, Update, ConditionCheck]);
  const ids = [
    Key?.id,
    Item?.id,
    ExpressionAttributeValues?.[':id'],
    ...writes.map((one) => (one?.Item ?? one?.Key)?.id),
  ];
  return new Set(ids.filter((id) => id !== undefined && isReferralId(id)));
}
