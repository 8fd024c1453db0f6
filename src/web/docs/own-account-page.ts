/** The guide for a service with an AWS account of its own, with the policies of both sides as the stack makes them. */
import { type ConsumerResources, keyPolicy, queuePolicy, rolePolicy } from '#src/contracts/consumer-access.ts';
import { nameInStage } from '#src/domain/stage.ts';
import type { HttpResponse } from '#src/platform/http-message.ts';
import type { PublicCall } from '../app/page.ts';
import { html, type Markup } from '../html.ts';
import { codeBlock } from './code.ts';
import { docsPaths } from './paths.ts';
import { textSections } from './text-sections.ts';

export function ownAccountPage({ area, site, page }: PublicCall): HttpResponse {
  const words = site.texts.docs.ownAccount;
  const resources = exampleResources(area.region, nameInStage(area.id, site.stage));
  const content = html`<h1 class="govuk-heading-l">${words.title}</h1>
  <p class="govuk-body-l">${words.lead}</p>
  ${textSections(words.before)}
  ${policyBlock(words.role, rolePolicy(resources))}
  <p class="govuk-body">${words.areaSide}</p>
  ${policyBlock(words.queue, queuePolicy(resources))}
  ${policyBlock(words.key, keyPolicy(resources))}
  ${textSections(words.after)}
  <h2 class="govuk-heading-m" id="endpoint">${words.endpoint.title}</h2>
  <p class="govuk-body">${words.endpoint.lead}</p>
  ${codeBlock(JSON.stringify(endpointPolicy(resources), null, 2))}
  ${textSections(words.withoutAws)}
  <ul class="govuk-list govuk-list--bullet">
    <li><a class="govuk-link" href="${docsPaths.start}#samples">${words.samples}</a></li>
    <li><a class="govuk-link" href="${docsPaths.messages}">${site.texts.docs.messages.title}</a></li>
    <li><a class="govuk-link" href="${docsPaths.tryOut}">${site.texts.docs.tryOut.title}</a></li>
  </ul>`;
  return page({ title: words.title, back: '/docs', content });
}

const policyBlock = (title: string, policy: object): Markup =>
  html`<h3 class="govuk-heading-s">${title}</h3>${codeBlock(JSON.stringify(policy, null, 2))}`;

/** With the area's own names, and account numbers that nobody has. */
function exampleResources(region: string, name: string): ConsumerResources {
  const queue = `arn:aws:sqs:${region}:111111111111:${name}-hand-off-your-service`;
  return {
    region,
    role: 'arn:aws:iam::222222222222:role/victim-referrals-consumer',
    queue,
    deadLetterQueue: `${queue}-dead`,
    key: `arn:aws:kms:${region}:111111111111:key/11111111-2222-3333-4444-555555555555`,
  };
}

/** The endpoint lets your network reach these two queues and no others. */
const endpointPolicy = ({ role, queue, deadLetterQueue }: ConsumerResources) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: role }, Action: 'sqs:*', Resource: [queue, deadLetterQueue] }],
});
