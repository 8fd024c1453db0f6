/**
 * Finds files that import one another. A circle of types alone breaks nothing when the code runs, but nobody can
 * read or move one of its files without the others.
 */

/**
 * @param imports what each file imports; targets that are not files of the map are ignored
 * @returns each circle's files, sorted
 */
export function findCircles(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const reachable = new Map([...imports.keys()].map((file) => [file, filesReachedFrom(file, imports)]));
  const circles = new Map<string, string[]>();
  for (const [file, reached] of reachable) {
    if (!reached.has(file)) continue;
    const circle = [...reached].filter((other) => reachable.get(other)?.has(file)).sort();
    circles.set(circle.join(), circle);
  }
  return [...circles.values()];
}

function filesReachedFrom(start: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const waiting = [start];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target) || reached.has(target)) continue;
      reached.add(target);
      waiting.push(target);
    }
  }
  return reached;
}
