/** What a command needs from its terminal, so that tests can replace it. */
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { escapeForTerminal } from '../../src/domain/readable-text.ts';

export interface Io {
  /** Writes data, nothing of it raw, whatever somebody typed. Resolves once written; rejects when the reader has gone. */
  out(text: string): Promise<void>;
  /** Writes a line of messages or progress. */
  say(line: string): void;
  /** Whether data goes to a terminal. */
  isTerminal: boolean;
  env: Readonly<Record<string, string | undefined>>;
  folder: string;
  now(): Date;
  stdin(): Promise<string>;
  /** Undefined when nobody can answer. Rejects with Interrupted when the question is ended, by Ctrl-C or Ctrl-D. */
  ask: ((question: string) => Promise<string>) | undefined;
  /** Calls back on the first Ctrl-C; a second one exits at once. @returns a function that removes the handler */
  onInterrupt(callback: () => void): () => void;
}

/** Wrong usage: exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** A failure with a message for the user: exit code 1. */
export class Failed extends Error {
  override name = 'Failed';
}

/** A question was ended without an answer. */
export class Interrupted extends Failed {
  override name = 'Interrupted';
}

/** An error of the machine, such as of a file: its code says what is wrong. */
export const isSystemError = (error: unknown): error is Error & { code: unknown } =>
  error instanceof Error && 'code' in error;

/** @throws Failed with these words and the code, where the machine does not let it. Any other error stands. */
export async function orFailed<Result>(what: string, act: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw new Failed(`${what} (${cause.code}).`, { cause });
  }
}

export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  return {
    out: (data) =>
      new Promise((resolve, reject) => {
        stdout.write(escapeForTerminal(data), (error) => (error ? reject(error) : resolve()));
      }),
    say: (line) => {
      stderr.write(`${escapeForTerminal(line)}\n`);
    },
    isTerminal: stdout.isTTY === true,
    env: process.env,
    folder: process.cwd(),
    now: () => new Date(),
    stdin: () => text(stdin),
    ask: stdin.isTTY === true ? ask : undefined,
    onInterrupt,
  };
}

/** On stderr, because the question is not data. */
const ask = (question: string): Promise<string> => askOn({ input: process.stdin, output: process.stderr }, question);

/** @throws Interrupted by Ctrl-C, by Ctrl-D, and where the input ends */
export async function askOn(
  streams: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
  question: string,
): Promise<string> {
  const prompt = createInterface({ ...streams, terminal: true });
  const closed = new Promise<undefined>((resolve) => {
    prompt.once('close', () => resolve(undefined));
  });
  const answered = prompt.question(question).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') return undefined;
    throw error;
  });
  try {
    const answer = await Promise.race([answered, closed]);
    if (answer !== undefined) return answer;
    // The cursor still stands behind the question.
    streams.output.write('\n');
    throw new Interrupted('ended without an answer');
  } finally {
    prompt.close();
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function onInterrupt(callback: () => void): () => void {
  let interruptedBefore = false;
  const interrupted = () => {
    if (interruptedBefore) process.exit(130);
    interruptedBefore = true;
    callback();
  };
  for (const signal of signals) process.on(signal, interrupted);
  return () => {
    for (const signal of signals) process.off(signal, interrupted);
  };
}
