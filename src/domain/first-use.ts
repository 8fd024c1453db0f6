/** Creates a value on first use and reuses it. For values that would slow a cold start, such as date formatters. */
export function onFirstUse<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
