/** The breakages of source files, by Stryker's instrumenter: all are in the code, and one is switched on at a time. */
import { readFileSync } from 'node:fs';
import { Instrumenter } from '@stryker-mutator/instrumenter';

export interface Breakage {
  file: string;
  id: string;
  line: number;
  column: number;
  kind: string;
  replacement: string;
}

const say = () => undefined;
const silent = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: say,
  debug: say,
  info: say,
  warn: say,
  error: say,
  fatal: say,
};

/** @returns the code of each file with all its breakages in it, and the breakages, each with an id of its own */
export async function breakagesOf(
  sources: readonly string[],
): Promise<{ codes: Map<string, string>; breakages: Breakage[] }> {
  const { files, mutants } = await new Instrumenter(silent).instrument(
    sources.map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: false },
  );
  return {
    codes: new Map(files.map(({ name, content }) => [name, content])),
    breakages: mutants.map(({ fileName, id, mutatorName, replacement, location }) => ({
      file: fileName,
      id,
      line: location.start.line + 1,
      column: location.start.column + 1,
      kind: mutatorName,
      replacement,
    })),
  };
}
