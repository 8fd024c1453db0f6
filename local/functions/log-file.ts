/** The log file of one function. What cannot be written, as on a full disk, is dropped: a log must not end the run. */
import { appendFile, close, openSync } from 'node:fs';
import { Writable } from 'node:stream';

/** @param onLost called when lines begin to be dropped, once until writing works again */
export function openLogFile(file: string, onLost: (why: string) => void): Writable {
  const descriptor = openSync(file, 'a', 0o600);
  let isLosing = false;
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      appendFile(descriptor, chunk, (error) => {
        if (error && !isLosing) onLost(`Its log cannot be written, and lines are lost: ${error.message}`);
        isLosing = error !== null;
        done();
      });
    },
    final: (done) => close(descriptor, done),
  });
}
