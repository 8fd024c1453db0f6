/** A correction of a case that a service has meets what else is done with it. */
import { submission } from '#test/support/submissions.ts';
import {
  type Caller,
  isOk,
  type Meeting,
  type Met,
  police,
  prepareAccepted,
  referralPath,
  reportStatus,
  withdraw,
} from './meeting.ts';

const amend =
  (phone: string) =>
  ({ id, body, call }: Caller) =>
    call(police, 'PUT', referralPath(id), { ...body, contact: { ...submission().contact, phone } }, 1);

/** A correction that was answered 2xx is the next version; one that was refused is none. */
function findVersionFault({ answers, versions, seen }: Met): string | undefined {
  const expected = 1 + Number(isOk(answers[0]));
  return versions.length === expected && seen.head?.version === expected
    ? undefined
    : `${versions.length} versions, ${expected} answered`;
}

export const correctionMeetings: Record<string, Meeting> = {
  'amend + close': {
    prepare: prepareAccepted,
    acts: [amend('+447700900201'), reportStatus({ status: 'closed', outcome: 'support-completed' })],
    findFault: findVersionFault,
  },
  'amend + suspend': {
    prepare: prepareAccepted,
    acts: [amend('+447700900202'), reportStatus({ status: 'suspended', reason: 'wrong-contact-details' })],
    findFault: findVersionFault,
  },
  'amend + decline': {
    acts: [amend('+447700900203'), reportStatus({ status: 'declined', reason: 'no-capacity' })],
    findFault: findVersionFault,
  },
  'amend + withdraw': {
    prepare: prepareAccepted,
    acts: [amend('+447700900204'), withdraw],
    findFault: findVersionFault,
  },
  'amend + amend': {
    prepare: prepareAccepted,
    acts: [amend('+447700900205'), amend('+447700900206')],
    findFault: ({ answers, versions }) =>
      versions.length === 2 && answers.filter(isOk).length === 1 ? undefined : `${versions.length} versions`,
  },
};
