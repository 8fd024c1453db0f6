/**
 * Writes JSON log lines to stdout. Only registered events and fields can be logged, so that no name, contact
 * detail or free text gets into a log.
 */
import type { Level, Log, LogEvent, LogFields } from '#src/usecases/ports/log.ts';

/** @param write receives one line without its newline; stdout by default */
export function logger(service: string, write: (line: string) => void = toStdout, now = () => new Date()): Log {
  const line =
    (level: Level) =>
    (event: LogEvent, fields: LogFields = {}) =>
      write(JSON.stringify({ at: now().toISOString(), level, service, event, ...fields }));
  return { info: line('info'), warn: line('warn'), error: line('error') };
}

function toStdout(line: string): void {
  process.stdout.write(`${line}\n`);
}
