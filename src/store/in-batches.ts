/** Calls DynamoDB for many items, a batch at once, so that a long list neither waits for each nor is throttled. */
export async function inBatches<Item, Result>(
  items: readonly Item[],
  batchSize: number,
  call: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += batchSize)
    results.push(...(await Promise.all(items.slice(at, at + batchSize).map(call))));
  return results;
}
