/**
 * Which counts of a published table are left out, so that no count from 1 to k-1 can be worked out
 * from any published tables of the same measure by sums and differences. The reasoning, with its
 * proof, is in docs/adr/0008-publishing-counts.md; in short, whatever small count is left out, one
 * person can be moved between cells that are all left out, without any published figure changing.
 *
 * A grid is a table with its margins: position 0 of rows and of columns is "all of them". A table
 * by one dimension has no columns, the total alone neither.
 */

/** How many values the two dimensions have; 0 for a dimension that is not there. */
export interface Shape {
  rows: number;
  columns: number;
}

/** A period with its grid of counts, row by row, and the periods it is made of; months have none. */
export interface PeriodNode {
  counts: readonly number[];
  /** What the counts are a part of, where that is published as well: the rest must not be small either. */
  partOf?: readonly number[];
  children: readonly PeriodNode[];
}

type Hidden = boolean[];

/**
 * @param k counts from 1 to k-1 are not published
 * @returns for a period, whether each position of its grid is left out; it looks at the period and its parts alone
 */
export function suppressor(shape: Shape, k: number): (node: PeriodNode) => readonly boolean[] {
  const known = new WeakMap<PeriodNode, Hidden>();
  const lines = linesOf(shape);
  const small = (count: number): boolean => count > 0 && count < k;

  const hide = (node: PeriodNode): Hidden => {
    const before = known.get(node);
    if (before) return before;
    const children = node.children.map((child) => ({ counts: child.counts, hidden: hide(child) }));
    const hidden = node.counts.map(
      (count, at) =>
        small(count) || small((node.partOf?.[at] ?? count) - count) || tellsOfOneChild(children, at, small),
    );
    // What may stand as cover: at a longer period only what is unknown in one of its parts.
    const mayCover = (at: number): boolean => children.length === 0 || children.some((child) => child.hidden[at]);
    cover(hidden, lines, { counts: node.counts, small, mayCover });
    known.set(node, hidden);
    return hidden;
  };
  return hide;
}

/** The longer period less its published parts is what the others come to: of one alone, or of few, it would tell. */
function tellsOfOneChild(
  children: readonly { counts: readonly number[]; hidden: Hidden }[],
  at: number,
  small: (count: number) => boolean,
): boolean {
  const unknown = children.filter((child) => child.hidden[at]);
  return unknown.length === 1 || small(unknown.reduce((sum, child) => sum + (child.counts[at] ?? 0), 0));
}

interface Lines {
  shape: Shape;
  size: number;
  at(row: number, column: number): number;
  /** Positions whose published sum would be known: the two margins, then each row and each column. */
  rowMargin: number[];
  columnMargin: number[];
  inner: { margin: number; cells: number[] }[];
}

function linesOf(shape: Shape): Lines {
  const width = shape.columns + 1;
  const at = (row: number, column: number): number => row * width + column;
  const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);
  const rows = upTo(shape.rows);
  const columns = upTo(shape.columns);
  return {
    shape,
    size: (shape.rows + 1) * width,
    at,
    rowMargin: rows.map((row) => at(row, 0)),
    columnMargin: columns.map((column) => at(0, column)),
    inner: [
      ...rows.map((row) => ({ margin: at(row, 0), cells: columns.map((column) => at(row, column)) })),
      ...columns.map((column) => ({ margin: at(0, column), cells: rows.map((row) => at(row, column)) })),
    ].filter(({ cells }) => cells.length > 0),
  };
}

interface Ground {
  counts: readonly number[];
  small(count: number): boolean;
  mayCover(at: number): boolean;
}

/** Leaves out what else must be: from the total to the margins to the cells, never the other way. */
function cover(hidden: Hidden, lines: Lines, ground: Ground): void {
  if (hidden[0]) {
    hidden.fill(true);
    return;
  }
  coverMargin(hidden, lines.rowMargin, ground);
  coverMargin(hidden, lines.columnMargin, ground);
  for (const { margin, cells } of lines.inner) if (hidden[margin]) for (const at of cells) hidden[at] = true;
  for (let more = true; more; ) {
    anchorCells(hidden, lines);
    more = lines.inner.some(({ margin, cells }) => !hidden[margin] && coverSmallRest(hidden, cells, ground));
  }
}

function coverMargin(hidden: Hidden, margin: readonly number[], ground: Ground): void {
  if (!margin.some((at) => hidden[at])) return;
  for (const at of margin.slice(-2)) hidden[at] = true;
  while (coverSmallRest(hidden, margin, ground));
}

/**
 * What is left out of a line comes to a number that its published sum tells. Where that is small,
 * leaves out the least count that may cover it, and says that it did.
 */
function coverSmallRest(hidden: Hidden, line: readonly number[], { counts, small, mayCover }: Ground): boolean {
  const rest = line.reduce((sum, at) => sum + (hidden[at] ? (counts[at] ?? 0) : 0), 0);
  if (!small(rest)) return false;
  let least: number | undefined;
  for (const at of line) {
    const count = counts[at] ?? 0;
    if (hidden[at] || count === 0 || !mayCover(at)) continue;
    if (least === undefined || count < (counts[least] ?? 0)) least = at;
  }
  if (least === undefined) return false;
  hidden[least] = true;
  return true;
}

/**
 * The last two values of a dimension are its anchors. With a cell goes the rectangle that it makes
 * with an anchor of each dimension: the same anchors in every period, so that what is left out in
 * two months has its cover left out in both.
 */
function anchorCells(hidden: Hidden, { shape, at }: Lines): void {
  const anchorFor = (value: number, count: number): number => (value === count ? count - 1 : count);
  /** Leaves out the other corners of a cell's rectangle; says whether any was not out before. */
  const leaveOutCorners = (row: number, column: number): boolean => {
    const r = Math.max(anchorFor(row, shape.rows), 1);
    const c = Math.max(anchorFor(column, shape.columns), 1);
    const shown = [at(r, column), at(row, c), at(r, c)].filter((corner) => !hidden[corner]);
    for (const corner of shown) hidden[corner] = true;
    return shown.length > 0;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (let row = 1; row <= shape.rows; row++) {
      for (let column = 1; column <= shape.columns; column++) {
        if (hidden[at(row, column)] && leaveOutCorners(row, column)) changed = true;
      }
    }
  }
}

/** The nearest multiple of k: the alternative to leaving out. */
export const rounded = (count: number, k: number): number => Math.round(count / k) * k;
