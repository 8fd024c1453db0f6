/** What holds for every page of a team, in every state. */
import { testDesk } from '#test/web/support/desk-suite.ts';
import { deskStates } from '../support/desk-states.ts';

/** Somebody of another party. */
testDesk({ path: '/team', states: deskStates, hidden: () => /Marked|Example Hospital/ });
