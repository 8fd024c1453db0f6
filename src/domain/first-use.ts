/**
 * Makes a value when it is first asked for, and gives the same ever after. For what is costly to make and
 * not needed at every start, such as a formatter of dates.
 */
export function onFirstUse<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
