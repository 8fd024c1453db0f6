/** What each command's file exports. */
import type { Command } from 'commander';
import type { Io } from './io.ts';

/** Adds a command; `finish` sets its exit code when that is not 0. */
export type AddCommand = (program: Command, io: Io, finish: (code: number) => void) => void;
