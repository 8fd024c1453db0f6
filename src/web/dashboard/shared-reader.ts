/**
 * Shares one read of the counters among all questions of a page. Questions asked in the same turn are batched, and each
 * key is read once, over all the days and cells that any of them needs. A later question within what was read is
 * answered from the cache.
 */
import type { CounterQuestion, CounterReader, CounterRow } from '#src/usecases/counter-ports.ts';

type Want = Omit<CounterQuestion, 'keys'>;
interface Held {
  want: Want;
  /** Everything that was read in the same batch, by key. */
  rows: Promise<Map<string, CounterRow[]>>;
}

export interface SharedReader extends CounterReader {
  /** Cost of all questions so far. */
  cost(): { keys: number; readUnits: number };
}

export function sharedReader(reader: CounterReader): SharedReader {
  const held = new Map<string, Held[]>();
  let gathering: Map<string, Want> | undefined;
  let read: Promise<Map<string, CounterRow[]>> = Promise.resolve(new Map());
  let first: Promise<string | undefined> | undefined;
  const spent = { keys: 0, readUnits: 0 };

  /** Keys with the same days and cells become one question. */
  async function readAll(wants: ReadonlyMap<string, Want>): Promise<Map<string, CounterRow[]>> {
    const questions = new Map<string, { keys: string[]; want: Want }>();
    for (const [key, want] of wants) {
      const alike = JSON.stringify([want.from, want.to, want.cells]);
      const question = questions.get(alike) ?? { keys: [], want };
      question.keys.push(key);
      questions.set(alike, question);
    }
    const rows = new Map<string, CounterRow[]>([...wants.keys()].map((key) => [key, []]));
    const answers = await Promise.all([...questions.values()].map(({ keys, want }) => reader.read({ keys, ...want })));
    for (const answer of answers) {
      spent.readUnits += answer.readUnits;
      for (const row of answer.rows) rows.get(row.k)?.push(row);
    }
    spent.keys += wants.size;
    return rows;
  }

  /** Everything requested before the current turn ends is read in one batch. */
  function want(key: string, wanted: Want): Promise<CounterRow[]> {
    const known = held.get(key)?.find((one) => covers(one.want, wanted));
    if (known) return known.rows.then((rows) => rows.get(key) ?? []);
    if (!gathering) {
      const wants = new Map<string, Want>();
      gathering = wants;
      read = Promise.resolve().then(() => {
        gathering = undefined;
        for (const [name, all] of wants) held.set(name, [...(held.get(name) ?? []), { want: all, rows: mine }]);
        return readAll(wants);
      });
    }
    const mine = read;
    const before = gathering.get(key);
    gathering.set(key, before ? both(before, wanted) : wanted);
    return mine.then((rows) => rows.get(key) ?? []);
  }

  return {
    async read({ keys, ...wanted }) {
      const lists = await Promise.all(keys.map((key) => want(key, wanted)));
      const rows = lists.flatMap((list) => list.filter(({ d }) => d >= wanted.from && d <= wanted.to));
      // The cost of a batch cannot be attributed to its questions: cost() has the sum.
      return { rows, readUnits: 0 };
    },
    firstDay() {
      first ??= reader.firstDay();
      return first;
    },
    cost: () => ({ ...spent }),
  };
}

const covers = (all: Want, part: Want): boolean =>
  all.from <= part.from &&
  all.to >= part.to &&
  (all.cells === undefined || (part.cells?.every((cell) => all.cells?.includes(cell)) ?? false));

function both(one: Want, other: Want): Want {
  const [from = one.from] = [one.from, other.from].sort();
  const to = [one.to, other.to].sort()[1] ?? one.to;
  const span = { from, to };
  if (!one.cells || !other.cells) return span;
  return { ...span, cells: [...new Set([...one.cells, ...other.cells])] };
}
