/** Serves the OpenAPI document, and the problem response to every path under /v1/ without a route. */
import { transportHeaders } from '#src/platform/http-message.ts';
import { type AppDeps, createApp, type PublicHandler } from './app.ts';

export function webApp(deps: AppDeps & { openApi: string }) {
  const readOpenApi: PublicHandler = async () => ({
    status: 200,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=300',
      ...transportHeaders,
    },
    body: deps.openApi,
  });
  return createApp('web', { readOpenApi }, deps);
}
