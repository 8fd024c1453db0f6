/** A terminal that remembers: what was printed, what was said, and answers to what is asked. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Io } from '#client/commands/io.ts';
import { run } from '#client/commands/program.ts';

export interface Terminal extends Io {
  printed: string;
  said: string;
  interrupt(): void;
}

/** A folder of the test's own with these files. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const made = mkdtempSync(path.join(tmpdir(), 'referrals-client-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(path.join(made, name), content);
  return made;
}

export function terminal(over: Partial<Io> & { answer?: string; input?: string } = {}): Terminal {
  const { answer, input = '', ...rest } = over;
  let interrupted = (): void => undefined;
  const made: Terminal = {
    printed: '',
    said: '',
    async out(text) {
      made.printed += text;
    },
    say(line) {
      made.said += `${line}\n`;
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
  return made;
}

/** Runs a command, and gives its exit code with all it wrote. */
export async function referrals(words: readonly string[], io: Terminal = terminal()) {
  const code = await run(words, io);
  return { code, out: io.printed, err: io.said };
}
