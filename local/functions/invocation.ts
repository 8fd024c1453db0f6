/** The result of invoking a function. */
export type Invocation =
  | { ok: true; requestId: string; value: unknown }
  | { ok: false; requestId: string; kind: 'error' | 'timeout' | 'crash'; type: string; message: string };
