/** What a caller should know of each call besides its summary: when to make it, what it changes, whether it may be sent again. */
import type { ApiRoute } from './openapi-operations.ts';

export const descriptions: Record<ApiRoute, string> = {
  submitReferral:
    'Checked, judged and stored at once: it is routed to services, or held with the reason. A refusal names every fault and stores nothing. Sending the same referral again is safe, and answers how it stands now.',
  submitBatch:
    'Each item is answered as if it had been sent alone, so that one fault stops no other. Sending the whole batch again is safe.',
  countNotReferred:
    'For the count of those who were asked whether they want to be referred. Send nothing that tells who it was.',
  listReferrals:
    'Without the people’s data. Read the next page with the cursor of the last one; the last page has none. To follow what happens, read the changes instead.',
  readReferral:
    'How it stands now, with its hand-offs and its history, and what is asked of you. Its ETag is the version that a correction names.',
  correctReferral:
    'Send the referral whole, as it should be. It is judged again: services that have the case are told what changed, and others may be called in. Sending the same correction again is safe.',
  patchReferral:
    'As a correction by PUT, for a sender that wants to say one thing, such as a new number. Nothing of what stands is shown.',
  withdrawReferral: 'Every service that has the case is told to stop. Sending it again is safe.',
  reconcileDay:
    'Once the day is over, so that a referral that never arrived is found by the next morning. The numbers are kept for the victim hub, and the references are not.',
  listChanges:
    'In place of asking again and again for each referral: keep the cursor, and read on from it. Handle every event so that a second reading does no harm.',
  listHandOffs: 'Ids and deadlines, for a service that reads no queue. Read each hand-off for its detail.',
  readHandOff:
    'The fields that your sharing agreement lists, how the person can safely be reached, and the code that accepting needs. Each reading is entered in the disclosure log. One that is over, or that another service accepted first, needs a reason in X-Access-Reason.',
  reportStatus:
    'Accept, decline or return it, and then say what came of it. `allowed` of a hand-off says what may follow. The same report again changes nothing.',
  listTriage: 'Referrals that need a decision of the victim hub, each with the reasons why and what can be done.',
  routeByHand:
    'Judged again before: never where no channel is safe, and outside the criteria of the service only with a reason.',
  listDisclosures: 'For a person who asks who has seen what of them, and for those who check it.',
  decideDuplicate:
    'One person may have been referred twice for one incident, by two senders or by one: say which goes on, or that they are two.',
  reviewReferral: 'Nothing of the case changes but that it leaves the list for that reason, until there is new cause.',
  returnReferral: 'Its sender sees the reason and the advice, and sends a correction.',
  askErasure:
    'What was said of the person is removed and cannot be brought back. The case stays without it, for the counts.',
  holdForLaw: 'While it is held nothing of it is erased, whatever its time is.',
  readVolumes:
    'Counted when things happen, not when you ask, so that a year is answered as fast as a day. As JSON, or as a file for a spreadsheet.',
  readOpenApi: 'Made from the schemas by which this system checks what it is sent and what it answers.',
  readMessageSchema: 'For checking the messages that come into a service’s queue, or for making types of them.',
};
