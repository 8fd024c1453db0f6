/** Creates a value on first use and reuses it. For values that would slow a cold start, such as date formatters. */
export function lazyValue<Value>(create: () => Value): () => Value {
  let cached: { value: Value } | undefined;
  return () => {
    cached ??= { value: create() };
    return cached.value;
  };
}
