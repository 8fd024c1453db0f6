/** An item as the document client shows it. */

export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | ReadonlySet<string | number>
  | { readonly [name: string]: Value };
export type Item = Readonly<Record<string, Value>>;
export type KeyValue = string | number;
