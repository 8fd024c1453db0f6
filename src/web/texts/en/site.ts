/** What stands on every page. */
export const site = {
  serviceName: 'Refer a victim of crime',
  skipLink: 'Skip to main content',
  errorPrefix: 'Error: ',
  back: 'Back',
  menu: 'Menu',
  menuLabel: 'Menu of this service',
  serviceInformation: 'Service information',
  signOut: 'Sign out',
  phase: {
    tag: 'Beta',
    before: 'This is a new service. Help us improve it: ',
    link: 'tell us what you think',
    after: '.',
  },
  footer: {
    title: 'Help and information',
    accessibility: 'Accessibility statement',
    privacy: 'Privacy',
    cookies: 'Cookies',
    contact: 'Contact',
    /** Whose service it is. */
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
    expired: {
      title: 'You were signed out',
      body: ['You were signed out because you did nothing for a while. This keeps people’s details safe.'],
    },
  },
};
