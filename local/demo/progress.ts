/** Shows progress on stderr: a bar on a terminal, otherwise a line per tenth. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  at(done: number, what: string): void;
  end(): void;
}

export function progress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return plain(total, stream);
  const bar = new SingleBar({
    format: '{bar} {percentage}% {value}/{total} {what} | {eta_formatted} to go',
    stream,
    hideCursor: true,
    clearOnComplete: false,
    etaBuffer: 200,
  });
  bar.start(total, 0, { what: '' });
  return { at: (done, what) => bar.update(done, { what }), end: () => bar.stop() };
}

function plain(total: number, stream: NodeJS.WriteStream): Progress {
  let tenths = -1;
  return {
    at(done, what) {
      const now = Math.floor((10 * done) / total);
      if (now === tenths) return;
      tenths = now;
      stream.write(`${done} of ${total} sent, ${what}\n`);
    },
    end: () => undefined,
  };
}
