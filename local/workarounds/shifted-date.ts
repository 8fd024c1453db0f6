/**
 * Workaround for Node: a thread cannot be given its own clock. Replaces this thread's Date with
 * one that follows the local clock, so that product code needs no knowledge of the shift. Can go
 * when Node lets the time of a worker be set.
 */
export function shiftDate(memory: SharedArrayBuffer): void {
  const RealDate = Date;
  const shift = new Float64Array(memory);
  const now = () => Math.floor(RealDate.now() + (shift[0] ?? 0));
  const Shifted = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args: unknown[], newTarget): Date =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  RealDate.prototype.constructor = Shifted;
  globalThis.Date = Shifted;
}
