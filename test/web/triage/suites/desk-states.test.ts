/** What holds for every page of the hub's desk, in every state. */
import { testDesk } from '#test/web/support/desk-suite.ts';
import { deskStates } from '../support/desk-states.ts';

/** The person and how they are reached, which the hub is never shown. */
const ofThePerson = /\bSam(my)?\b|Twice|Person[a-j]+|Example Street|M1 1AE|900123|900 123|sam@|Assaulted|broken wrist/;

testDesk({ path: '/triage', states: deskStates, hidden: () => ofThePerson });
