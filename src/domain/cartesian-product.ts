/** All combinations of one item from each list, the first list varying slowest; one empty combination for no lists. */
export const cartesianProduct = <Item>(lists: readonly (readonly Item[])[]): Item[][] =>
  lists.reduce<Item[][]>((rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])), [[]]);
