/**
 * Makes this thread's Date follow the local clock. Product code asks Date for the time, as
 * it does when deployed, and knows nothing of the shift.
 */
export function shiftDate(memory: SharedArrayBuffer): void {
  const RealDate = Date;
  const shift = new Float64Array(memory);
  const now = () => Math.floor(RealDate.now() + (shift[0] ?? 0));
  const Shifted = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, given: unknown[], newTarget): Date =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
