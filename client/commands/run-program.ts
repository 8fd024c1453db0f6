/** Builds a program from its commands, runs it and reports errors. */
import { Command, CommanderError } from 'commander';
import { AccessRefused, ReferralsProblem, UnexpectedAnswer, Unreachable } from '#client/library/errors.ts';
import type { AddCommand } from './add-command.ts';
import { Failed, Interrupted, type Io, isSystemError, UsageError } from './io.ts';

const exitCodes = { ok: 0, failed: 1, usage: 2 } as const;

export interface Program {
  name: string;
  version: string;
  description: string;
  commands: readonly AddCommand[];
}

/** @param args arguments without node and script. @returns the exit code */
export async function runProgram(program: Program, args: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.ok;
  const command = commandOf(program, io, (exitCode) => {
    code = exitCode;
  });
  try {
    await command.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return reportError(error, io);
  }
}

function commandOf({ name, version, description, commands }: Program, io: Io, finish: (code: number) => void): Command {
  const program = new Command(name)
    .description(description)
    .version(version)
    .addHelpText(
      'after',
      `
Data goes to stdout, messages and progress to stderr.
Exit codes: 0 done, 1 failed, 2 the words were not understood.
${name} <command> --help tells more of each.
`,
    )
    .exitOverride()
    .configureOutput({
      // The reader of the help may have gone (such as head); there is nobody left to tell.
      writeOut: (text) => void io.out(text).catch(() => undefined),
      writeErr: (text) => io.say(text.trimEnd()),
      outputError: (text, write) => write(text),
    })
    .showHelpAfterError('(--help tells more)');
  for (const add of commands) {
    add(program, io, finish);
  }
  return program;
}

/** Prints the error. @returns the exit code */
function reportError(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof UsageError) {
    io.say(error.message);
    return exitCodes.usage;
  }
  if (error instanceof ReferralsProblem) return reportProblem(error, io);
  if (isClosedPipe(error)) return exitCodes.failed;
  if (isUnwritten(error)) io.say(`What was to be printed cannot be written (${error.code}).`);
  else io.say(textOf(error));
  return exitCodes.failed;
}

function reportProblem({ code, problem }: ReferralsProblem, io: Io): number {
  const [first, ...others] = problem.errors ?? [];
  const saysItAll = first !== undefined && others.length === 0 && first.detail === problem.detail;
  io.say(`The API says no (${code}${saysItAll ? `, ${first.pointer || '/'}` : ''}): ${problem.detail}`);
  for (const { pointer, detail } of saysItAll ? [] : (problem.errors ?? [])) io.say(`  ${pointer || '/'}: ${detail}`);
  return code === 'malformed-query' ? exitCodes.usage : exitCodes.failed;
}

const hasUserMessage = (error: unknown): error is Error =>
  [Failed, Unreachable, AccessRefused, UnexpectedAnswer].some((kind) => error instanceof kind) ||
  (error instanceof Error && error.name === 'AreaFaultsError');

const isClosedPipe = (error: unknown): boolean => isSystemError(error) && error.code === 'EPIPE';

/** Of the output: a command says by itself which file it cannot write. */
const isUnwritten = (error: unknown): error is Error & { code: unknown } =>
  isSystemError(error) && 'syscall' in error && error.syscall === 'write';

/** A command's own words stand as they are: they may begin with the name of a file. */
function textOf(error: unknown): string {
  if (error instanceof Failed && !(error instanceof Interrupted)) return error.message;
  return hasUserMessage(error) ? asSentence(error.message) : unexpectedText(error);
}

const asSentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?)]$/.test(message) ? '' : '.'}`;

/** Prints the error's name and stack frames, not its message, which may quote personal data. */
function unexpectedText(error: unknown): string {
  if (!(error instanceof Error)) return 'Something failed that was not foreseen.';
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}: this was not foreseen; please report it with these lines.`, ...places.slice(0, 8)].join('\n');
}
