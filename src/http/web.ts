/** Serves the OpenAPI document, the JSON Schemas of the queues' messages, and the problem response to every path under /v1/ without a route. */
import { messageJsonSchema } from '#src/contracts/messages.ts';
import { type HttpResponse, transportHeaders } from '#src/platform/http-message.ts';
import { type AppDeps, createApp, type PublicHandler } from './app.ts';
import { ProblemError } from './problem.ts';

export function webApp(deps: AppDeps & { openApi: string }) {
  const readOpenApi: PublicHandler = async () => ok('application/json', deps.openApi);
  const readMessageSchema: PublicHandler = async ({ name }) => {
    const schema = messageJsonSchema(name);
    if (!schema) throw new ProblemError('not-found');
    return ok('application/schema+json', JSON.stringify(schema));
  };
  return createApp('web', () => ({ readOpenApi, readMessageSchema }), deps);
}

const ok = (type: string, body: string): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'public, max-age=300',
    ...transportHeaders,
  },
  body,
});
