/** Shows progress on stderr: a bar on a terminal, otherwise a line per tenth. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, what: string): void;
  end(): void;
}

export function createProgress(total: number, stream: NodeJS.WriteStream = process.stderr): Progress {
  if (!stream.isTTY) return logProgress(total, stream);
  const bar = new SingleBar({
    format: '{bar} {percentage}% {value}/{total} {what} | {eta_formatted} to go',
    stream,
    hideCursor: true,
    clearOnComplete: false,
    etaBuffer: 200,
  });
  bar.start(total, 0, { what: '' });
  return { update: (done, what) => bar.update(done, { what }), end: () => bar.stop() };
}

function logProgress(total: number, stream: NodeJS.WriteStream): Progress {
  let lastTenth = -1;
  return {
    update(done, what) {
      const tenth = Math.floor((10 * done) / total);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      stream.write(`${done} of ${total} sent, ${what}\n`);
    },
    end: () => undefined,
  };
}
