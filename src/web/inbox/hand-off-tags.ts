/** What a line of the inbox and the head of a hand-off say at a glance, in words as well as in colour. */
import type { Area } from '#src/domain/area.ts';
import type { HandOff } from '#src/domain/case/model.ts';
import { isReleaseNear } from '#src/domain/case/triage/release.ts';
import { isOpenHandOff } from '#src/domain/states.ts';
import type { Priority } from '#src/domain/vocabulary.ts';
import { tag } from '../components/tag.ts';
import { type TimeRemaining, timeRemaining } from '../format-time.ts';
import { type Content, html, type Markup } from '../html.ts';
import type { Texts } from '../texts/en.ts';

const priorityClasses: Record<Priority, string> = {
  high: 'govuk-tag--red',
  enhanced: 'govuk-tag--purple',
  standard: 'govuk-tag--grey',
};

export const priorityTag = ({ words }: Texts, { priority }: HandOff): Markup =>
  tag({ text: words.priority[priority], classes: priorityClasses[priority] });

/** Not while contact is stopped: the deadline would press for what must not be done. */
export const isContactDue = ({ status, contactedAt }: HandOff): boolean =>
  isOpenHandOff(status) && status !== 'suspended' && contactedAt === undefined;

function timeClasses({ overdue, unit }: TimeRemaining): string {
  if (overdue) return 'govuk-tag--red';
  return unit === 'days' ? 'govuk-tag--grey' : 'govuk-tag--yellow';
}

/** The time left to reach the person; nothing where nobody is waited for. */
export function dueTags({ work }: Texts, handOff: HandOff, now: Date): Content {
  if (!isContactDue(handOff)) return undefined;
  const left = timeRemaining(handOff.respondBy, now);
  return html`${tag({ text: work.timeLeft(left), classes: timeClasses(left) })}
  ${handOff.reminded && handOff.status === 'queued' && tag({ text: work.inbox.reminder, classes: 'govuk-tag--yellow' })}`;
}

/** To a service that has not opened it, nothing has changed. */
export const noticeTags = ({ work }: Texts, handOff: HandOff, { area, now }: { area: Area; now: Date }): Content => {
  const { amendment, status } = handOff;
  return [
    amendment?.stopContact && status !== 'suspended' && tag({ text: work.suspended.tag, classes: 'govuk-tag--red' }),
    amendment && status !== 'queued' && html` ${tag({ text: work.amended.tag, classes: 'govuk-tag--yellow' })}`,
    isReleaseNear(handOff, area, now) && html` ${tag({ text: work.inbox.releaseNear, classes: 'govuk-tag--red' })}`,
  ];
};
