/** Texts of the layout, the session and the problem pages. */
import type { Stage } from '#src/domain/stage.ts';

export const site = {
  serviceName: 'Refer a victim of crime',
  skipLink: 'Skip to main content',
  errorPrefix: 'Error: ',
  back: 'Back',
  warning: 'Warning',
  menu: 'Menu',
  menuLabel: 'Menu of this service',
  serviceInformation: 'Service information',
  signIn: 'Sign in',
  signInForAuthority: (authority: string): string => `Sign in for ${authority} or its victim hub`,
  continue: 'Go on',
  signOut: 'Sign out',
  signedInAs: {
    label: 'Signed in as',
    who: (party: string, name: string | undefined): string => (name === undefined ? party : `${name}, ${party}`),
  },
  navigation: {
    refer: 'Refer someone',
    sent: 'What you sent',
    inbox: 'Inbox',
    triage: 'Victim hub',
    dashboard: 'Volumes',
    eMails: 'E-mails',
    team: 'Team',
  },
  signOutPage: {
    heading: 'Sign out?',
    body: 'What you have saved is kept.',
  },
  signingOut: {
    title: 'Signing you out',
    goOn: 'Go on if nothing happens',
  },
  signedOut: {
    title: 'You are signed out',
    body: 'Close the window if others use this computer.',
  },
  session: {
    stay: 'Stay signed in (opens in a new tab)',
    stayed: {
      title: 'You are still signed in',
      body: (time: string): string =>
        `You stay signed in until ${time}. Close this tab and go on where you were: what you typed there is still there.`,
      last: 'You cannot stay signed in for longer than this without signing in again.',
    },
    until: (time: string): string => `You will be signed out at ${time} if you do nothing.`,
    soon: (time: string): string => `You will be signed out at ${time}.`,
    /** "Were due to be", because another window may have extended the session. */
    over: (time: string): string =>
      `You were due to be signed out at ${time}. Copy anything you have typed here before you go on.`,
  },
  phase: {
    tag: 'Beta',
    beforeLink: 'This is a new service. Help us improve it: ',
    link: 'tell us what you think',
    afterLink: '.',
  },
  stage: {
    tag: (stage: Exclude<Stage, 'production'>): string => ({ development: 'Development', test: 'Trial' })[stage],
    text: 'This is not the service that is in use: it is for trying changes. Never enter a real person. Nobody is helped from here, and everything may be deleted at any time.',
  },
  test: {
    tag: 'Test',
    text: 'You are signed in for a test party. What you do here is a test: it reaches test services alone, is counted nowhere, and is erased after a day. Use made-up people only.',
  },
  footer: {
    title: 'Help and information',
    accessibility: 'Accessibility statement',
    privacy: 'Privacy',
    cookies: 'Cookies',
    contact: 'Contact',
    runBy: (authority: string): string => `This service is run by ${authority}.`,
  },
  exit: {
    emergency: 'Emergency',
    button: 'Exit this page',
    activated: 'Loading.',
    timedOut: 'Exit this page expired.',
    pressTwoMoreTimes: 'Shift, press 2 more times to exit.',
    pressOneMoreTime: 'Shift, press 1 more time to exit.',
  },
  askHub: {
    lead: 'If you cannot find what you look for, call the victim hub on',
    or: 'or write to',
    end: 'Do not put details of a victim in an email.',
  },
  problems: {
    notFound: {
      title: 'Page not found',
      body: [
        'If you typed the address, check that it is correct.',
        'If you pasted it, check that you copied all of it.',
      ],
    },
    unavailable: {
      title: 'Sorry, there is a problem with the service',
      body: ['Try again later.', 'What you had saved is kept.'],
    },
    forbidden: {
      title: 'You cannot see this page',
      body: [
        'Your account is not set up for this part of the service. Contact the victim hub if you think it should be.',
      ],
    },
    signInFirst: {
      title: 'Sign in to go on',
      body: ['This page is for people who work with referrals.'],
    },
    expired: {
      title: 'You were signed out',
      body: [
        'You did nothing for a while, or were signed in for a whole day: this keeps people’s details safe.',
        'What you had saved is kept.',
      ],
    },
    typedIsKept: {
      title: 'You were signed out',
      body: [
        'You did nothing for a while, or were signed in for a whole day: this keeps people’s details safe.',
        'What you had typed is kept. Sign in again with your own account, and you get the page back as you left it.',
      ],
    },
    elsewhere: {
      title: 'You signed in somewhere else',
      body: [
        'That ended this session: one person has one at a time. If it was not you, tell whoever looks after your organisation’s accounts now.',
        'What you had saved is kept.',
      ],
    },
    outOfDate: {
      title: 'This page is out of date',
      body: [
        'It was opened before you last signed in, or it did not come from this service. What you typed on it was not saved.',
        'What you had saved before is kept.',
      ],
    },
    tooLong: {
      title: 'That was too long',
      body: [
        'What you typed or pasted is far longer than this page can take, and it was not saved.',
        'Go back and enter less. What you had saved before is kept.',
      ],
    },
    removed: {
      title: 'Your account was closed',
      body: [
        'Somebody of your organisation who looks after its accounts has closed yours. Ask them if you think that it should be open.',
      ],
    },
    oneFactor: {
      title: 'You need a second way to prove who you are',
      body: [
        'People of the authority may see every case, so their sign-in must show two ways of proving who they are. This one did not.',
        'Sign in with a passkey, or with an authenticator app where your organisation’s sign-in has one. If you have none yet, add it on the sign-in page, or ask whoever looks after the accounts of your organisation.',
      ],
    },
    otherSignIn: {
      title: 'You need a second way to prove who you are',
      body: [
        'People of the authority may see every case, so their sign-in must show two ways of proving who they are. This one did not.',
        'They have a sign-in page of their own, which asks for both. You need an account there: if you have none yet, ask whoever looks after the accounts of your organisation.',
      ],
    },
    signInFailed: {
      title: 'You could not be signed in',
      body: ['The sign-in took too long, or was begun in another window. Nothing was lost. Try again.'],
    },
    exited: {
      title: 'This page is closed',
      body: ['You can close this window, or go on to another website.'],
    },
  },
};
