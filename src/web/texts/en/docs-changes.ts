/** Texts of the page about the rules of change. `between backticks` is code. */
import { notice } from '#src/contracts/deprecation.ts';

export const changes = {
  title: 'Rules of change',
  about: 'what may change, how it is announced, and how long a version lives',
  lead: 'What you built goes on working. This page says what may come to it, and what is announced long before.',
  sections: [
    {
      title: 'What may come at any time',
      lead: 'These are compatible. Build so that none of them breaks you.',
      points: [
        'New calls, and new fields that may be left out of what you send.',
        'New fields in answers and messages: ignore those that you do not know.',
        'New values where an answer gives one of a list, such as a status, a reason or an event: treat one that you do not know as “other”, and show it.',
        'New error codes: go by the HTTP status of one that you do not know.',
        'Other words in `title`, `detail`, `advice` and notes for people, and another order of members.',
        'Longer ids, cursors and confirmation codes: keep them whole, and read nothing out of them.',
      ],
    },
    {
      title: 'What the area may change at any time',
      lead: 'The rules of who is referred where are not the API’s. `rulesVersion` in an answer says which were used.',
      points: [
        'Services, their criteria and the fields that their agreements list.',
        'Deadlines, priorities, and what holds a referral.',
        'A rule that keeps people safe or that the law asks for: it may refuse what was taken before, with a code that says so. Where that can wait it is announced as the end of a call is, for as long.',
      ],
    },
    {
      title: 'What needs a new version',
      lead: 'None of these happens to `/v1`, nor to a message whose `schema` ends in `/1`:',
      points: [
        'A field, value or call that is taken away or renamed.',
        'A field that becomes needed, or takes less than before.',
        'Another meaning of anything.',
        'Another scope for a call.',
      ],
    },
    {
      title: 'How long a version lives',
      lead: 'The version before is answered beside the new one.',
      points: [
        `Version 1 is answered for ${notice.version} months at least after version 2 is there.`,
        'A message of a new version is sent to a service only once the service has asked for it.',
        `A single call can be switched off too, ${notice.call} months at least after that was announced.`,
      ],
    },
    {
      title: 'How it is announced',
      lead: 'In four places, from the same day:',
      points: [
        'Every answer of the call has the header `Deprecation` (RFC 9745) with the day of the announcement, and `Sunset` (RFC 8594) with the time after which it is no longer answered. `Link` leads to this page. Log a warning when you see them; the client library calls `onDeprecation`.',
        'Where only a part of a call ends, those answers have them that will be refused then, and `title` in `Link` says what it is.',
        'The OpenAPI document marks the call as `deprecated`, or has `x-deprecation` for a part of it, and so does its page.',
        'This page lists it below.',
        'CHANGELOG.md has every change that others notice, also the compatible ones.',
      ],
    },
  ],
  now: 'What will be switched off',
  none: 'Nothing, as things stand.',
};
