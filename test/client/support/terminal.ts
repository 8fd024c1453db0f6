/** A terminal that records stdout and stderr, and answers prompts. */
import { tmpdir } from 'node:os';
import type { Io } from '#client/commands/io.ts';
import { run } from '#client/commands/program.ts';
import { runOperator as runOperatorProgram } from '#operator/commands/program.ts';

export interface Terminal extends Io {
  stdout: string;
  stderr: string;
  interrupt(): void;
}

export function makeTerminal(over: Partial<Io> & { answer?: string; input?: string } = {}): Terminal {
  const { answer, input = '', ...rest } = over;
  let interrupted = (): void => undefined;
  const terminal: Terminal = {
    stdout: '',
    stderr: '',
    async out(text) {
      terminal.stdout += text;
    },
    say(line) {
      terminal.stderr += `${line}\n`;
    },
    isTerminal: false,
    env: {},
    folder: tmpdir(),
    now: () => new Date(),
    stdin: async () => input,
    ask: answer === undefined ? undefined : async () => answer,
    onInterrupt(then) {
      interrupted = then;
      return () => undefined;
    },
    interrupt: () => interrupted(),
    ...rest,
  };
  return terminal;
}

/** Runs a command. @returns its exit code and output */
export async function runReferrals(words: readonly string[], io: Terminal = makeTerminal()) {
  const code = await run(words, io);
  return { code, out: io.stdout, err: io.stderr };
}

/** The same of the operator's commands. */
export async function runOperator(words: readonly string[], io: Terminal = makeTerminal()) {
  const code = await runOperatorProgram(words, io);
  return { code, out: io.stdout, err: io.stderr };
}
