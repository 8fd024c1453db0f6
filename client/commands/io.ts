/** What a command needs of the terminal it runs in; tests give their own. */
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';

export interface Io {
  /** Data. Resolves once it is written; rejects where nobody reads any more. */
  out(text: string): Promise<void>;
  /** Messages and progress, a line at a time. */
  say(line: string): void;
  /** Whether a person reads the data. */
  isTerminal: boolean;
  env: Readonly<Record<string, string | undefined>>;
  folder: string;
  now(): Date;
  stdin(): Promise<string>;
  /** Asks the person, where there is one to answer. */
  ask: ((question: string) => Promise<string>) | undefined;
  /** Calls back at Ctrl-C, the first time; a second Ctrl-C ends the command at once. Returns how to undo it. */
  onInterrupt(then: () => void): () => void;
}

/** A wish that cannot be understood: exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** It was understood and did not work; the message is for the person: exit 1. */
export class Failed extends Error {
  override name = 'Failed';
}

export function processIo(): Io {
  const { stdin, stdout, stderr } = process;
  return {
    out: (data) =>
      new Promise((resolve, reject) => {
        stdout.write(data, (error) => (error ? reject(error) : resolve()));
      }),
    say: (line) => {
      stderr.write(`${line}\n`);
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

async function ask(question: string): Promise<string> {
  // The question is no data, so it goes where messages go.
  const line = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await line.question(question);
  } finally {
    line.close();
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function onInterrupt(then: () => void): () => void {
  let asked = false;
  const interrupted = () => {
    if (asked) process.exit(130);
    asked = true;
    then();
  };
  for (const signal of signals) process.on(signal, interrupted);
  return () => {
    for (const signal of signals) process.off(signal, interrupted);
  };
}
