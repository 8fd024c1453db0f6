/** A table of one-character codes. The compiler checks that every value has a code and that no two share one. */

/** The same table, but with `never` for entries that share a code. */
type Distinct<Table> = {
  [Key in keyof Table]: Table[Key] extends Table[Exclude<keyof Table, Key>] ? never : Table[Key];
};

export const codesOf =
  <Value extends string>() =>
  <const Table extends Record<Value, string>>(
    table: Table & Distinct<Table> & Record<Exclude<keyof Table, Value>, never>,
  ): Readonly<Record<Value, string>> =>
    table;
