/**
 * Hand-offs a second that the client's `consume` takes, against plain sqs-consumer that receives, reads and deletes the same, in turns in
 * one run. The goal is 0.9 of its throughput. Queue and API run in another thread.
 *
 *   node bench/consume.ts [messages a round, 800] [rounds, 21]
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { consume } from '#client/library/consume.ts';
import { clientCredentials, referralsApi } from '#client/library/index.ts';
import { consumePlainly } from './peers/plain-consumer.ts';
import { median } from './support/median.ts';
import { noteRatio } from './support/ratios.ts';
import { startServiceSide } from './support/service-side.ts';

const [messages = 800, rounds = 21] = process.argv.slice(2).map(Number);
const concurrency = 10;
const minRatio = 0.9;

const side = await startServiceSide();
const sqs = new SQSClient({
  endpoint: side.endpoint,
  region: 'eu-west-2',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const token = clientCredentials({ tokenUrl: `${side.apiUrl}/token`, clientId: 'bench', clientSecret: 'bench' });
const api = referralsApi({ url: side.apiUrl, token });

/** Calls back once all were passed on, and resolves once it has stopped: to stop, `consume` waits for its last receive. */
type Way = (queueUrl: string, onLast: () => void) => Promise<void>;

const ours: Way = async (queueUrl, onLast) => {
  let left = messages;
  const consumer = consume({
    ...{ queueUrl, sqs, api, concurrency, waitS: 1 },
    async onHandOff() {
      left -= 1;
      if (left > 0) return;
      onLast();
      void consumer.stop();
    },
    onAmendment: async () => undefined,
    onWithdrawal: async () => undefined,
  });
  await consumer.done;
};

const plain: Way = async (queueUrl, onLast) => {
  let left = messages;
  const bearer = await token.get();
  await new Promise<void>((resolve) => {
    const consumer = consumePlainly({ queueUrl, sqs, concurrency }, bearer, () => {
      left -= 1;
      if (left > 0) return;
      onLast();
      consumer.stop();
    });
    consumer.on('stopped', () => resolve());
  });
};

interface Round {
  perSecond: number;
  processorMs: number;
}

async function measure(way: Way): Promise<Round> {
  const queueUrl = await side.fill(messages);
  await side.countReads();
  const processor = process.threadCpuUsage();
  const started = performance.now();
  let endedAt = started;
  let used = processor;
  await way(queueUrl, () => {
    endedAt = performance.now();
    used = process.threadCpuUsage(processor);
  });
  const reads = await side.countReads();
  if (reads !== messages) throw new Error(`${messages} messages, and ${reads} details were read`);
  return {
    perSecond: (1000 * messages) / (endedAt - started),
    processorMs: (used.user + used.system) / 1000 / messages,
  };
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const describe = (name: string, all: Round[]): void => {
  const perSecond = median(all.map((one) => one.perSecond));
  const range = all.map((one) => one.perSecond.toFixed(0)).join(', ');
  const processorMs = median(all.map((one) => one.processorMs));
  print(`${name}: ${perSecond.toFixed(0)} a second, ${processorMs.toFixed(2)} ms of processor each (${range})`);
};

const results: { ours: Round[]; plain: Round[] } = { ours: [], plain: [] };
for (let round = 0; round <= rounds; round += 1) {
  // In turns, the first of each to warm up.
  const first = round % 2 === 0 ? 'ours' : 'plain';
  const second = first === 'ours' ? 'plain' : 'ours';
  for (const name of [first, second] as const) {
    const one = await measure(name === 'ours' ? ours : plain);
    if (round > 0) results[name].push(one);
  }
}
describe('consume', results.ours);
describe('sqs-consumer', results.plain);
// Of neighbours in time: on a shared machine the pace of everything changes by the minute.
const ratios = results.ours.map(({ perSecond }, at) => perSecond / (results.plain[at]?.perSecond ?? 1));
const ratio = median(ratios);
noteRatio('consume to plain sqs-consumer: hand-offs a second', ratio, 'higher');
const all = ratios.map((one) => one.toFixed(2)).join(', ');
print(`${ratio.toFixed(2)} of plain sqs-consumer (${all}); goal ${minRatio}: ${ratio >= minRatio ? 'met' : 'missed'}`);
sqs.destroy();
await side.stop();
process.exitCode = ratio >= minRatio ? 0 : 1;
