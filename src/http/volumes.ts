/** GET /v1/volumes: counts for managers, as JSON or CSV. */

import { parseVolumesQuery, publishedRangeFaults, volumesResponseSchema } from '#src/contracts/volumes.ts';
import { csvFileName, volumesToCsv, volumesToJson } from '#src/contracts/volumes-response.ts';
import { londonDate } from '#src/domain/london.ts';
import { csvResponse, jsonResponse } from '#src/platform/http-message.ts';
import { lazyParser } from '#src/platform/parser.ts';
import { entityTag, queryVolumes, type VolumesDeps } from '#src/usecases/volumes/query-volumes.ts';
import { type AppDeps, createApp } from './app.ts';
import { ProblemError, problemFromFaults } from './problem.ts';

// Two years by day by service is ten thousand rows: a compiled schema serialises them five times faster.
const volumesResponseParser = lazyParser(() => volumesResponseSchema);

/** Browsers may store the response but must revalidate it each time. */
const revalidateAlways = { 'cache-control': 'private, no-cache' };

export function volumesApp(deps: AppDeps & VolumesDeps) {
  return createApp(
    'volumes',
    (deps) => ({
      readVolumes: async (call) => {
        const today = londonDate(deps.now());
        const parsed = parseVolumesQuery(call.parameters, deps.area, today);
        if ('faults' in parsed) throw problemFromFaults('malformed-query', parsed.faults);
        const { query } = parsed;
        const rangeFaults = publishedRangeFaults(query, today);
        if (rangeFaults.length > 0) throw problemFromFaults('malformed-query', rangeFaults);
        requireFormatAccepted(call.header('accept'), query.format);
        const volumes = await queryVolumes(deps, query);
        const etag = await entityTag(volumes);
        if (matchesEntityTag(call.header('if-none-match'), etag)) {
          return { status: 304, headers: { etag, ...revalidateAlways } };
        }
        const headers = { etag, ...revalidateAlways };
        if (query.format === 'csv') {
          return csvResponse(volumesToCsv(volumes, deps.area), csvFileName(volumes, deps.area), headers);
        }
        const result = volumesResponseParser.safeParse(volumesToJson(volumes));
        if (!result.success) throw result.error;
        return jsonResponse(200, result.data, headers);
      },
    }),
    deps,
  );
}

function requireFormatAccepted(accept: string | undefined, format: 'json' | 'csv'): void {
  if (accept === undefined || accept === '') return;
  const types = accept.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase());
  const producible = format === 'csv' ? ['*/*', 'text/*', 'text/csv'] : ['*/*', 'application/*', 'application/json'];
  if (types.some((type) => type !== undefined && producible.includes(type))) return;
  const detail = {
    json: 'This address answers in JSON, or with format=csv in text/csv.',
    csv: 'With format=csv this address answers in text/csv.',
  };
  throw new ProblemError('not-acceptable', { detail: detail[format] });
}

const matchesEntityTag = (header: string | undefined, etag: string): boolean =>
  header?.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, ''))) ?? false;
