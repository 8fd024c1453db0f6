/** GET /v1/volumes: counts for managers, as JSON or CSV. */

import { parseVolumesQuery, volumesAnswerSchema } from '#src/contracts/volumes.ts';
import { csvName, volumesCsv, volumesJson } from '#src/contracts/volumes-answer.ts';
import { londonDate } from '#src/domain/london.ts';
import { csvReply, jsonReply } from '#src/platform/exchange.ts';
import { readerOf } from '#src/platform/reader.ts';
import { askVolumes, entityTag, type VolumesDeps } from '#src/usecases/ask-volumes.ts';
import { type AppDeps, appFor } from './app.ts';
import { faultsProblem, ProblemError } from './problem.ts';

// Two years by day by service is ten thousand rows: a compiled schema serialises them five times faster.
const answerReader = readerOf(() => volumesAnswerSchema);

/** Browsers may store the response but must revalidate it each time. */
const askAgain = { 'cache-control': 'private, no-cache' };

export function volumesApp(deps: AppDeps & VolumesDeps) {
  return appFor(
    'volumes',
    {
      readVolumes: async (call) => {
        const parsed = parseVolumesQuery(call.parameters, deps.area, londonDate(deps.now()));
        if ('faults' in parsed) throw faultsProblem('malformed-query', parsed.faults);
        const { query } = parsed;
        refuseOtherTypes(call.header('accept'), query.format);
        const volumes = await askVolumes(deps, query);
        const etag = await entityTag(volumes);
        if (matches(call.header('if-none-match'), etag)) {
          return { status: 304, headers: { etag, ...askAgain } };
        }
        const headers = { etag, ...askAgain };
        if (query.format === 'csv') {
          return csvReply(volumesCsv(volumes), csvName(volumes), headers);
        }
        const printed = answerReader.safeParse(volumesJson(volumes));
        if (!printed.success) throw printed.error;
        return jsonReply(200, printed.data, headers);
      },
    },
    deps,
  );
}

function refuseOtherTypes(accept: string | undefined, format: 'json' | 'csv'): void {
  if (accept === undefined || accept === '') return;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  const taken = format === 'csv' ? ['*/*', 'text/*', 'text/csv'] : ['*/*', 'application/*', 'application/json'];
  if (types.some((type) => type !== undefined && taken.includes(type))) return;
  const detail = {
    json: 'This address answers in JSON, or with format=csv in text/csv.',
    csv: 'With format=csv this address answers in text/csv.',
  };
  throw new ProblemError('not-acceptable', { detail: detail[format] });
}

const matches = (given: string | undefined, etag: string): boolean =>
  given?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ?? false;
