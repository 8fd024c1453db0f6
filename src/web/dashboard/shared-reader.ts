/**
 * Shares one read of the counters among all questions of a page. Questions asked in the same turn are batched, and each
 * key is read once, over all the days and cells that any of them needs. A later question within what was read is
 * answered from the cache.
 */

import type { CounterRow } from '#src/domain/counting/model.ts';
import type { CounterQuery, CounterReader } from '#src/usecases/ports/counters.ts';

type ReadScope = Omit<CounterQuery, 'keys'>;
interface CachedRead {
  scope: ReadScope;
  /** Everything that was read in the same batch, by key. */
  rows: Promise<Map<string, CounterRow[]>>;
}

export interface SharedReader extends CounterReader {
  /** Cost of all questions so far. */
  cost(): { keys: number; readUnits: number };
}

export function sharedReader(reader: CounterReader): SharedReader {
  const cache = new Map<string, CachedRead[]>();
  let pendingScopes: Map<string, ReadScope> | undefined;
  let batchRead: Promise<Map<string, CounterRow[]>> = Promise.resolve(new Map());
  let firstDayRead: Promise<string | undefined> | undefined;
  const totalCost = { keys: 0, readUnits: 0 };

  /** Keys with the same days and cells become one question. */
  async function readAll(scopes: ReadonlyMap<string, ReadScope>): Promise<Map<string, CounterRow[]>> {
    const questions = new Map<string, { keys: string[]; scope: ReadScope }>();
    for (const [key, scope] of scopes) {
      const batchKey = JSON.stringify([scope.from, scope.to, scope.cells]);
      const question = questions.get(batchKey) ?? { keys: [], scope };
      question.keys.push(key);
      questions.set(batchKey, question);
    }
    const rows = new Map<string, CounterRow[]>([...scopes.keys()].map((key) => [key, []]));
    const answers = await Promise.all(
      [...questions.values()].map(({ keys, scope }) => reader.read({ keys, ...scope })),
    );
    for (const answer of answers) {
      totalCost.readUnits += answer.readUnits;
      for (const row of answer.rows) rows.get(row.k)?.push(row);
    }
    totalCost.keys += scopes.size;
    return rows;
  }

  /** Everything requested before the current turn ends is read in one batch. */
  function readKey(key: string, scope: ReadScope): Promise<CounterRow[]> {
    const cached = cache.get(key)?.find((one) => covers(one.scope, scope));
    if (cached) return cached.rows.then((rows) => rows.get(key) ?? []);
    if (!pendingScopes) {
      const scopes = new Map<string, ReadScope>();
      pendingScopes = scopes;
      batchRead = Promise.resolve().then(() => {
        pendingScopes = undefined;
        for (const [name, merged] of scopes)
          cache.set(name, [...(cache.get(name) ?? []), { scope: merged, rows: batchRows }]);
        return readAll(scopes);
      });
    }
    const batchRows = batchRead;
    const earlierScope = pendingScopes.get(key);
    pendingScopes.set(key, earlierScope ? unionOf(earlierScope, scope) : scope);
    return batchRows.then((rows) => rows.get(key) ?? []);
  }

  return {
    async read({ keys, ...scope }) {
      const lists = await Promise.all(keys.map((key) => readKey(key, scope)));
      const rows = lists.flatMap((list) => list.filter(({ d }) => d >= scope.from && d <= scope.to));
      // The cost of a batch cannot be attributed to its questions: cost() has the sum.
      return { rows, readUnits: 0 };
    },
    firstDay() {
      firstDayRead ??= reader.firstDay();
      return firstDayRead;
    },
    cost: () => ({ ...totalCost }),
  };
}

const covers = (outer: ReadScope, inner: ReadScope): boolean =>
  outer.from <= inner.from &&
  outer.to >= inner.to &&
  (outer.cells === undefined || (inner.cells?.every((cell) => outer.cells?.includes(cell)) ?? false));

function unionOf(one: ReadScope, other: ReadScope): ReadScope {
  const [from = one.from] = [one.from, other.from].sort();
  const to = [one.to, other.to].sort()[1] ?? one.to;
  const range = { from, to };
  if (!one.cells || !other.cells) return range;
  return { ...range, cells: [...new Set([...one.cells, ...other.cells])] };
}
