/**
 * Decides which counts of a published table are suppressed, so that no count from 1 to k-1 can be worked out from any
 * published tables of the same measure by sums and differences. The proof is in docs/adr/0008-publishing-counts.md.
 * In short: for every suppressed small count, one person could move between suppressed cells without changing any
 * published figure.
 *
 * A grid is a table with its margins: position 0 of rows and of columns is the total. A table by one dimension has no
 * columns; the total alone has neither rows nor columns.
 */

/** The number of values of the two dimensions; 0 for an absent dimension. */
export interface Shape {
  rows: number;
  columns: number;
  /** Set if the values belong to wider values that are also published, as sources belong to kinds. */
  rowGroups?: Groups;
  columnGroups?: Groups;
}

/** The wider value, counted from 0, that each value belongs to; a wider value may have none. */
export interface Groups {
  count: number;
  of: readonly number[];
}

/** A period with its grid of counts, row by row, and the shorter periods it consists of; months have none. */
export interface PeriodNode {
  counts: readonly number[];
  /** The counts they are part of, if those are also published; the differences must not be small either. */
  partOf?: readonly (readonly number[])[];
  children: readonly PeriodNode[];
}

type Hidden = boolean[];

/**
 * @param k counts from 1 to k-1 are not published
 * @returns a function that says which grid positions of a period are suppressed, given the period and its parts
 */
export function createSuppressor(shape: Shape, k: number): (node: PeriodNode) => readonly boolean[] {
  const cache = new WeakMap<PeriodNode, Hidden>();
  const lines = buildLines(shape);
  const widerGrid = widerGridOf(shape);
  const hideWider = widerGrid && createSuppressor(widerGrid.shape, k);
  const isSmall = (count: number): boolean => count > 0 && count < k;

  const hide = (node: PeriodNode): Hidden => {
    const cached = cache.get(node);
    if (cached) return cached;
    const children = node.children.map((child) => ({ counts: child.counts, hidden: hide(child) }));
    const wider = widerGrid && hideWider?.(widerGrid.nodeOf(node));
    const hidden = node.counts.map(
      (count, at) =>
        isSmall(count) ||
        node.partOf?.some((parentCounts) => isSmall((parentCounts[at] ?? count) - count)) ||
        revealsParts(count, children, at, isSmall) ||
        wider?.[widerGrid?.at[at] ?? 0] === true,
    );
    // In a longer period, only a position that is suppressed in one of its parts can cover another.
    const canCover = (at: number): boolean => children.length === 0 || children.some((child) => child.hidden[at]);
    hideCover(hidden, lines, { counts: node.counts, isSmall, canCover });
    cache.set(node, hidden);
    return hidden;
  };
  return hide;
}

/**
 * A longer period minus its published parts gives the sum of its suppressed parts, which reveals a single part or a
 * small sum. For distinct people, if all parts are published, it reveals how many people were in several of them.
 */
function revealsParts(
  count: number,
  children: readonly { counts: readonly number[]; hidden: Hidden }[],
  at: number,
  isSmall: (count: number) => boolean,
): boolean {
  const sumOf = (some: typeof children): number => some.reduce((sum, child) => sum + (child.counts[at] ?? 0), 0);
  const unknown = children.filter((child) => child.hidden[at]);
  if (unknown.length === 0 && children.length > 0) return isSmall(sumOf(children) - count);
  return unknown.length === 1 || isSmall(sumOf(unknown));
}

/** The grid of the wider values: its shape, where each position maps to, and the same periods counted in it. */
function widerGridOf({ rows, columns, rowGroups, columnGroups }: Shape) {
  if (!rowGroups && !columnGroups) return undefined;
  const shape: Shape = { rows: rowGroups?.count ?? rows, columns: columnGroups?.count ?? columns };
  const wider = (groups: Groups | undefined, value: number): number =>
    groups && value > 0 ? (groups.of[value - 1] ?? 0) + 1 : value;
  const at = Array.from({ length: (rows + 1) * (columns + 1) }, (_, position) => {
    const [row, column] = [Math.floor(position / (columns + 1)), position % (columns + 1)];
    return wider(rowGroups, row) * (shape.columns + 1) + wider(columnGroups, column);
  });
  const sums = (counts: readonly number[]): number[] => {
    const sum = Array.from({ length: (shape.rows + 1) * (shape.columns + 1) }, () => 0);
    for (const [position, count] of counts.entries()) sum[at[position] ?? 0] = (sum[at[position] ?? 0] ?? 0) + count;
    return sum;
  };
  const cache = new WeakMap<PeriodNode, PeriodNode>();
  const nodeOf = (node: PeriodNode): PeriodNode => {
    const cached = cache.get(node);
    if (cached) return cached;
    const partOf = node.partOf ? { partOf: node.partOf.map(sums) } : {};
    const widerNode = { counts: sums(node.counts), ...partOf, children: node.children.map(nodeOf) };
    cache.set(node, widerNode);
    return widerNode;
  };
  return { shape, at, nodeOf };
}

interface Lines {
  shape: Shape;
  at(row: number, column: number): number;
  /** Positions that add up to a published sum: the two margins, then (`inner`) each row and column, by group. */
  margins: number[][];
  inner: { margin: number; cells: number[] }[];
  /** For each value, from 1, its anchor: the value suppressed together with it. */
  rowAnchors: number[];
  columnAnchors: number[];
}

function buildLines(shape: Shape): Lines {
  const width = shape.columns + 1;
  const at = (row: number, column: number): number => row * width + column;
  const rows = groupsOf(shape.rows, shape.rowGroups);
  const columns = groupsOf(shape.columns, shape.columnGroups);
  return {
    shape,
    at,
    margins: [
      ...rows.map((group) => group.map((row) => at(row, 0))),
      ...columns.map((group) => group.map((column) => at(0, column))),
    ],
    inner: [
      ...rows
        .flat()
        .flatMap((row) =>
          columns.map((group) => ({ margin: at(row, 0), cells: group.map((column) => at(row, column)) })),
        ),
      ...columns
        .flat()
        .flatMap((column) =>
          rows.map((group) => ({ margin: at(0, column), cells: group.map((row) => at(row, column)) })),
        ),
    ],
    rowAnchors: anchorsOf(rows),
    columnAnchors: anchorsOf(columns),
  };
}

/** Values, from 1, that add up to a published sum: those of one wider value, or all. */
function groupsOf(count: number, groups: Groups | undefined): number[][] {
  const values = Array.from({ length: count }, (_, index) => index + 1);
  const parts = Array.from({ length: groups?.count ?? 1 }, (_, group) =>
    values.filter((value) => !groups || groups.of[value - 1] === group),
  );
  return parts.filter((part) => part.length > 0);
}

/** The anchor is the last value of the group, or for that one the value before; a lone value is its own anchor. */
function anchorsOf(groups: readonly number[][]): number[] {
  const anchors: number[] = [];
  for (const group of groups) {
    const [before, last] = [group.at(-2), group.at(-1)];
    for (const value of group) anchors[value] = (value === last ? before : last) ?? value;
  }
  return anchors;
}

interface CoverContext {
  counts: readonly number[];
  isSmall(count: number): boolean;
  canCover(at: number): boolean;
}

/** Suppresses whatever else is needed as cover, from the total to the margins to the cells, never upwards. */
function hideCover(hidden: Hidden, lines: Lines, context: CoverContext): void {
  if (hidden[0]) {
    hidden.fill(true);
    return;
  }
  for (const margin of lines.margins) coverMargin(hidden, margin, context);
  for (const { margin, cells } of lines.inner) if (hidden[margin]) for (const at of cells) hidden[at] = true;
  for (let more = true; more; ) {
    anchorCells(hidden, lines);
    more = lines.inner.some(({ margin, cells }) => !hidden[margin] && coverSmallRest(hidden, cells, context));
  }
}

function coverMargin(hidden: Hidden, margin: readonly number[], context: CoverContext): void {
  if (!margin.some((at) => hidden[at])) return;
  for (const at of margin.slice(-2)) hidden[at] = true;
  while (coverSmallRest(hidden, margin, context));
}

/**
 * The published sum of a line reveals the sum of its suppressed counts. If that is small, suppresses the smallest
 * count that can cover it. Returns whether it suppressed one.
 */
function coverSmallRest(hidden: Hidden, line: readonly number[], { counts, isSmall, canCover }: CoverContext): boolean {
  const rest = line.reduce((sum, at) => sum + (hidden[at] ? (counts[at] ?? 0) : 0), 0);
  if (!isSmall(rest)) return false;
  let least: number | undefined;
  for (const at of line) {
    const count = counts[at] ?? 0;
    if (hidden[at] || count === 0 || !canCover(at)) continue;
    if (least === undefined || count < (counts[least] ?? 0)) least = at;
  }
  if (least === undefined) return false;
  hidden[least] = true;
  return true;
}

/**
 * The last two values of a dimension, or of each group, are its anchors. A suppressed cell also suppresses the
 * rectangle it forms with an anchor of each dimension. Every period uses the same anchors, so a cell suppressed in
 * two months has its cover suppressed in both.
 */
function anchorCells(hidden: Hidden, { shape, at, rowAnchors, columnAnchors }: Lines): void {
  /** Suppresses the other corners of a cell's rectangle. Returns whether any was still shown. */
  const hideCorners = (row: number, column: number): boolean => {
    const r = rowAnchors[row] ?? row;
    const c = columnAnchors[column] ?? column;
    const shown = [at(r, column), at(row, c), at(r, c)].filter((corner) => !hidden[corner]);
    for (const corner of shown) hidden[corner] = true;
    return shown.length > 0;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let row = 1; row <= shape.rows; row++) {
      for (let column = 1; column <= shape.columns; column++) {
        if (hidden[at(row, column)] && hideCorners(row, column)) changed = true;
      }
    }
  }
}

/** The nearest multiple of k: the alternative to suppression. */
export const roundToMultiple = (count: number, k: number): number => Math.round(count / k) * k;
