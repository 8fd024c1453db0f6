/** /local/mail, in the local run only: the e-mails that it would have sent, newest first, as JSON or as a page. */
import type { IncomingHttpHeaders } from 'node:http';
import type { SentMail } from '#local/emulators/mail.ts';
import { escapeHtml } from '#local/emulators/sign-in.ts';
import { jsonResponse, problemResponse, type RawHttpResponse } from './responses.ts';

export interface MailRoute {
  /** Sends what is due, so that nobody waits for the next minute, and then tells all e-mails, newest first. */
  readMail: () => Promise<SentMail[]>;
}

export async function handleMailRequest(
  { readMail }: MailRoute,
  method: string,
  headers: IncomingHttpHeaders,
  correlationId: string,
): Promise<RawHttpResponse> {
  if (method !== 'GET' && method !== 'HEAD') {
    return problemResponse({ status: 405, code: 'method-not-allowed', correlationId });
  }
  const mails = await readMail();
  const wantsPage = headers.accept?.split(',').some((type) => type.trim().startsWith('text/html')) === true;
  if (!wantsPage) return jsonResponse(200, mails);
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    },
    body: Buffer.from(renderMails(mails)),
  };
}

function renderMails(mails: readonly SentMail[]): string {
  const articles = mails.map(
    ({ to, subject, text, at }) => `<article>
<h2>${escapeHtml(subject)}</h2>
<p>To ${escapeHtml(to)}, <time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 16).replace('T', ' '))} UTC</time></p>
<pre>${withLinks(escapeHtml(text))}</pre>
</article>`,
  );
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>E-mails of the local run</title>
<style>body { overflow-wrap: anywhere; font: 1.1rem/1.5 sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
article { border-top: 1px solid #b1b4b6; padding-bottom: 1rem } h2 { margin-bottom: 0 }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f2f1; padding: 1rem }</style></head>
<body><main><h1>E-mails of the local run</h1>
<p>They stay on this machine. Newest first.</p>
${articles.join('\n') || '<p>None yet.</p>'}
</main></body></html>
`;
}

const withLinks = (html: string): string =>
  html.replaceAll(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
