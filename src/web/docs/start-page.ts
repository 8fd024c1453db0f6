/** The first five minutes: a token, a referral and a hand-off, each with what to type and what is answered. */
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { details } from '../components/details.ts';
import { insetText } from '../components/inset-text.ts';
import { html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';
import { codeBlock, inCode, printJson } from './code.ts';
import { apiUrlOf, readDocument, tokenUrlOf } from './document.ts';
import { callPath, docsPaths } from './paths.ts';
import { samples } from './samples/samples.ts';
import { type ShownStep, senderSteps, showSteps } from './start-steps.ts';

export function startPage({ site, page }: PublicCall, openApi: string): HttpResponse {
  const { texts } = site;
  const words = texts.docs.start;
  const document = readDocument(openApi);
  const steps = showSteps(document);
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${insetText({ text: words.madeUp })}
  <h2 class="govuk-heading-m">${words.given}</h2>
  <p class="govuk-body">${words.givenLead}</p>
  ${codeBlock(`API=${apiUrlOf(document)}\nTOKEN_URL=${tokenUrlOf(document)}\n${words.yours}`)}
  <p class="govuk-body">${inCode(words.local)}</p>
  <h2 class="govuk-heading-m">${words.sender}</h2>
  ${tokenSection(texts, 'sender')}
  ${steps.slice(0, senderSteps.length).map((step) => stepSection(texts, step))}
  <h2 class="govuk-heading-m">${words.service}</h2>
  ${tokenSection(texts, 'service')}
  ${steps.slice(senderSteps.length).map((step) => stepSection(texts, step))}
  <h2 class="govuk-heading-m" id="samples">${words.samples.title}</h2>
  <p class="govuk-body">${inCode(words.samples.lead)}</p>
  ${samples.map(({ file, text }) =>
    details({
      id: file.replace('.', '-'),
      summaryText: `${file}: ${words.samples.files[file]}`,
      html: codeBlock(text),
    }),
  )}
  <h2 class="govuk-heading-m">${words.next}</h2>
  <ul class="govuk-list govuk-list--bullet">${nextPages(texts).map(
    ({ href, text }) => html`<li><a class="govuk-link" href="${href}">${text}</a></li>`,
  )}</ul>`;
  return page({ title: words.title, back: '/docs', content });
}

const tokenScopes = { sender: 'referrals/submit', service: 'referrals/hand-offs' } as const;

function tokenSection({ docs: { start: words, answer } }: Texts, who: keyof typeof tokenScopes): Markup {
  const command = `curl --user "$CLIENT_ID:$CLIENT_SECRET" \\
  --data grant_type=client_credentials \\
  --data scope=${tokenScopes[who]} \\
  "$TOKEN_URL"`;
  const body = { access_token: 'eyJraWQiOi…', expires_in: 3600, token_type: 'Bearer' };
  return html`<section id="token-${who}">
  <h3 class="govuk-heading-s">${words.token.title}</h3>
  <p class="govuk-body">${inCode(words.token[who])}</p>
  ${codeBlock(command)}
  <p class="govuk-body">${answer('200')}</p>
  ${codeBlock(JSON.stringify(body, null, 2))}
  <p class="govuk-body">${words.keep}</p>
  ${codeBlock(`TOKEN=${body.access_token}`)}
</section>`;
}

function stepSection({ docs: words }: Texts, { name, command, example, keep, kept, operation }: ShownStep): Markup {
  const { title, says } = words.start.steps[name];
  return html`<section id="${name}">
  <h3 class="govuk-heading-s">${title}</h3>
  <p class="govuk-body">${inCode(says)}</p>
  ${codeBlock(command)}
  ${answerBlock(words.answer(example.status), printJson(example.body, words.more), keep !== undefined)}
  ${keep && html`<p class="govuk-body">${words.start.keep}</p>${codeBlock(`${keep.variable}=${kept ?? ''}`)}`}
  <p class="govuk-body"><a class="govuk-link" href="${callPath(operation)}">${words.start.allOf(title)}</a></p>
</section>`;
}

/** Longer answers can be folded; they are, where the next call needs nothing of them. */
const maxLines = 30;

const answerBlock = (title: string, text: string, open: boolean): Markup =>
  text.split('\n').length > maxLines
    ? details({ summaryText: title.replace(/:$/, ''), html: codeBlock(text), open })
    : html`<p class="govuk-body">${title}</p>${codeBlock(text)}`;

const nextPages = ({ docs: { start: words, tryOut, messages, errors, fields, changes } }: Texts) => [
  { href: callPath('patchReferral'), text: words.nextCorrect },
  { href: callPath('listChanges'), text: words.nextFollow },
  { href: docsPaths.tryOut, text: tryOut.title },
  { href: docsPaths.messages, text: messages.title },
  { href: docsPaths.fields, text: fields.title },
  { href: docsPaths.errors, text: errors.title },
  { href: docsPaths.changes, text: changes.title },
];
