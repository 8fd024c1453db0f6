/** What a step of the acceptance pack is: something that the party's system is to do or withstand, and what was seen of it. */
import type { Exchange, Expectation, SeenRequest } from './recorder.ts';

export type Verdict = 'passed' | 'failed' | 'not-tried' | 'not-checked';

export interface StepResult {
  name: string;
  verdict: Verdict;
  /** What was seen, without anything that was said about a person. */
  seen: string;
}

export interface StepTools {
  /** Says to the person at the terminal what their system is to do. */
  tell(text: string): void;
  /** Undefined where nobody can answer. */
  ask(question: string): Promise<boolean | undefined>;
  /** The next exchange that matches; undefined where none came in time. */
  next(expectation: Expectation, waitS?: number): Promise<Exchange | undefined>;
  /** Seconds that a system has to repeat a request, and is given to show that it does not. */
  quietS: number;
}

export type Outcome = Omit<StepResult, 'name'>;

export interface Step<Tools extends StepTools> {
  name: string;
  run(tools: Tools): Promise<Outcome>;
}

export const passed = (seen: string): Outcome => ({ verdict: 'passed', seen });
export const failed = (seen: string): Outcome => ({ verdict: 'failed', seen });
export const nothingCame: Outcome = { verdict: 'not-tried', seen: 'Nothing of the kind came in time.' };

/** A person's answer to whether their system showed something. */
export async function shownOrNot(tools: StepTools, what: string, seen: string): Promise<Outcome> {
  const answer = await tools.ask(`Does your system show ${what}?`);
  if (answer === undefined)
    return { verdict: 'not-checked', seen: `${seen} Nobody was there to say whether it shows ${what}.` };
  return answer ? passed(`${seen} It shows ${what}.`) : failed(`${seen} It does not show ${what}.`);
}

export const isCall =
  (method: string, path: RegExp) =>
  (request: SeenRequest): boolean =>
    request.method === method && path.test(request.path);

export const isSubmission = isCall('POST', /^\/v1\/referrals$/);

/** A text field of an answer. */
export const textIn = (body: unknown, name: string): string | undefined => {
  const value = (body as Record<string, unknown> | null | undefined)?.[name];
  return typeof value === 'string' ? value : undefined;
};

const ended: Outcome = { verdict: 'not-tried', seen: 'Ended before.' };

/** Runs the steps in turn; what a step throws fails that step alone. */
export async function runSteps<Tools extends StepTools>(
  steps: readonly Step<Tools>[],
  tools: Tools,
  isOver: () => boolean,
): Promise<StepResult[]> {
  const results: StepResult[] = [];
  for (const [index, { name, run }] of steps.entries()) {
    if (isOver()) {
      results.push({ name, ...ended });
      continue;
    }
    tools.tell(`\n${index + 1} of ${steps.length}: ${name}`);
    const seen = await run(tools).catch((error: unknown) =>
      failed(`It ended with ${error instanceof Error ? error.name : 'an error'}.`),
    );
    // What was cut short says nothing about the system.
    const outcome = isOver() && seen.verdict !== 'passed' ? ended : seen;
    tools.tell(`  ${outcome.verdict}: ${outcome.seen}`);
    results.push({ name, ...outcome });
  }
  return results;
}
