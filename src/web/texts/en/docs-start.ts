/** Texts of the page about the first five minutes. `between backticks` is code. */
export const start = {
  title: 'Start in five minutes',
  about: 'a token, a first referral, a first hand-off',
  lead: 'Get a token, send a first referral, and take a first hand-off. You need a shell with curl.',
  madeUp:
    'Everybody here is made up. Try it on a test system, or on your own machine: a referral is real where the system is.',
  given: 'What you were given',
  givenLead:
    'The authority gave you a client id and a secret. Put them where each command finds them, beside the addresses of this system:',
  yours: 'CLIENT_ID=…\nCLIENT_SECRET=…',
  local:
    'On your own machine `npm start` runs the whole system, this page included, which then shows its addresses. The clients are in `.local/endpoints.json`: `greater-manchester` sends, `mosslight-victim-care` is a service.',
  sender: 'As a sender',
  service: 'As a service',
  token: {
    title: 'Get a token',
    sender: 'It is valid for an hour. Keep it, and get a new one when it has run out.',
    service: 'With the client of a service: put its id and secret in the place of the sender’s.',
  },
  keep: 'Keep what the next calls need:',
  steps: {
    send: {
      title: 'Send a referral',
      says: '`201` says that it is stored. `routing` says which services it goes to, and why not to others.',
    },
    look: {
      title: 'See who has it',
      says: 'A moment later it is `routed`, and the service has it in its queue.',
    },
    sendAgain: {
      title: 'Send it again',
      says: 'Nothing happens twice: `200`, with the header `Idempotency-Replayed: true`, says how it stands now. So whenever no answer came, send the same again. Other content is refused: correct the referral instead.',
    },
    faults: {
      title: 'Send one with faults',
      says: 'All faults come at once, each with its place and what to do. Nothing is stored.',
    },
    list: {
      title: 'Find what waits',
      says: 'The most urgent first. A system that takes messages from its queue need not ask: each message has the `handOffId`.',
    },
    read: {
      title: 'Read a hand-off',
      says: 'The first read collects it. `firstContact` says how to reach the person safely: read it before you call.',
    },
    accept: {
      title: 'Accept it',
      says: 'With the `confirmationCode` of the detail, which shows that it was read. `allowed` says what you may report next.',
    },
  },
  allOf: (step: string): string => `${step}: every field and answer`,
  samples: {
    title: 'Whole programs in other languages',
    lead: 'Whoever writes JavaScript has the client library. For any other language these show a token, a referral, a correction, and taking what comes, with what to do when no answer came. Each is run in this system’s own tests.',
    files: {
      'refer.sh': 'curl and jq, refer and correct',
      'refer.py': 'Python, refer and correct',
      'consume.sh': 'curl and jq, take hand-offs without a queue',
      'consume.py': 'Python, take hand-offs without a queue',
      'consume_queue.py': 'Python with boto3, take hand-offs from the queue',
    },
  },
  next: 'What next',
  nextCorrect: 'Correct a referral',
  nextFollow: 'Follow what happens in your cases',
};
