/** What holds for every page of a service's desk, in every state. */
import { testDesk } from '#test/web/support/desk-suite.ts';
import { deskStates } from '../support/desk-states.ts';

/** Who the person is, which is on no list and on no page of what is not opened or is over. */
const ofThePerson = /\bSam\b|Marked|Example Street|900123|900 123|sam@|Assaulted|Moved away/;
const unopened = /^(list|part|expired|find|unopened|closed|open-again-errors)/;

testDesk({
  path: '/inbox',
  states: deskStates,
  hidden: ({ name }) => (unopened.test(name) ? ofThePerson : undefined),
});
