/** Calls of a party's system as the acceptance pack sees them, and a step that sees a list of them. */
import type { Exchange, Expectation, Treatment } from '#client/conformance/recorder.ts';
import type { Outcome, Step, StepTools } from '#client/conformance/steps.ts';

export interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  headersSent: Exchange['request']['headers'];
  sent: string;
  /** Milliseconds. */
  at: number;
  status: number | undefined;
  headers: Record<string, string>;
  answer: unknown;
}

export function call(seen: Partial<Seen>): Exchange {
  const {
    method = 'GET',
    path = '/',
    query = {},
    headersSent = {},
    sent = '',
    at = 0,
    headers = {},
    answer = {},
  } = seen;
  return {
    request: { method, path, query: new URLSearchParams(query), headers: headersSent, body: sent, at },
    status: 'status' in seen ? seen.status : 200,
    headers: new Headers(headers),
    text: JSON.stringify(answer),
    body: answer,
  };
}

/** What a step needs of its surroundings: the next call that matches, in the order given, and one answer to every question. */
export function seenTools(exchanges: readonly Exchange[], answer?: boolean) {
  const left = [...exchanges];
  const treatments: (Treatment | undefined)[] = [];
  const tools: StepTools = {
    tell: () => undefined,
    ask: async () => answer,
    async next({ matches, treatment }: Expectation) {
      const at = left.findIndex(({ request }) => matches(request));
      if (at < 0) return undefined;
      treatments.push(treatment);
      return left.splice(0, at + 1).at(-1);
    },
    quietS: 1,
  };
  return { tools, treatments };
}

/** @param before a step that is run first, with the same calls */
export async function runStep(
  steps: readonly Step<StepTools>[],
  name: string,
  exchanges: readonly Exchange[],
  answer?: boolean,
  before?: string,
): Promise<Outcome & { treatments: (Treatment | undefined)[] }> {
  const { tools, treatments } = seenTools(exchanges, answer);
  const find = (wanted: string) => steps.find((one) => one.name === wanted);
  if (before !== undefined) await find(before)?.run(tools);
  const outcome = await find(name)?.run(tools);
  if (!outcome) throw new Error(`There is no step ${name}.`);
  return { ...outcome, treatments };
}
