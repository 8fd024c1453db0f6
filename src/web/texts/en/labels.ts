/** A text for each value: a new value without one does not compile. */
export type Labels<Value extends string> = Record<Value, string>;
