/** Texts of the guide for a service with an AWS account of its own. `between backticks` is code. */
export const ownAccount = {
  title: 'A service with its own AWS account',
  about: 'role, policies, endpoints, dead letters and new secrets; and without AWS',
  lead: 'Your queue stands in the area’s account. A role in your account takes what comes into it: nobody needs a user or a key of the other side.',
  before: [
    {
      title: 'In this order',
      lead: 'A policy can name a role only once the role exists.',
      points: [
        'You make the role in your account and give its ARN to the area.',
        'The area names it in `consumers` of its deployment, deploys, and gives you the URLs of the queue and of its dead-letter queue, their ARNs, and the ARN of the key. They are in the outputs of its stack and in `GetQueueAttributes`.',
        'You give the role its own policy, below. Across accounts both sides must allow.',
        'You get the client of your service for the API: an id and a secret. Keep them in AWS Secrets Manager.',
        '`aws sqs receive-message --queue-url …` with the role answers, and on any other queue says AccessDenied.',
      ],
    },
  ],
  role: 'Your policy for your role',
  areaSide: 'The area’s side is made by its stack. It allows no more than this:',
  queue: 'The area’s policy of the queue, and the same for the dead-letter queue',
  key: 'The area’s policy of the key',
  after: [
    {
      title: 'A function on the queue',
      lead: 'The folder `samples/service-account` of the repository is a CDK app for your account: the role, the client’s secret, a table for the cases, and a Lambda function that the queue calls.',
      points: [
        'Deploy it once without the queue, give the area the output `RoleArn`, and then once more with `--context admitted=true`.',
        'Its function has 20 seconds: the queue hides a message for two minutes, and AWS advises six times the function’s time.',
        'It names each message that failed by itself (`reportBatchItemFailures`), so the others are not taken again.',
        'A program that runs all the time, on a server or in a container, uses `consume` of the client library instead.',
      ],
    },
    {
      title: 'Dead letters',
      lead: 'A message that was received five times and not deleted goes to your dead-letter queue, and is kept there until 14 days after it was first sent. The hand-off stands all the same: its deadline runs on.',
      points: [
        '`npx referrals dead-letters list --service …` tells which hand-offs they are.',
        'Work them at once: `GET /v1/hand-offs/{id}` needs no message, nor does the inbox.',
        'When the cause is put right, `npx referrals dead-letters redrive --service …` sends them back. A message that comes twice has its effect once.',
        'Look at `ApproximateNumberOfMessages` of the dead-letter queue every few minutes, through `GetQueueAttributes`: its metrics stand in the area’s account, and the area’s alarm calls the area, not you.',
        'What can never be handled, such as a message that is no JSON, the library puts there at once.',
      ],
    },
    {
      title: 'A new secret, or another role',
      lead: 'Neither needs a time without service.',
      points: [
        'The secret: the area adds a second one with `aws cognito-idp add-user-pool-client-secret --user-pool-id … --client-id …`. Put it in the place of the first, get a token, and the area deletes the first with `delete-user-pool-client-secret`. Two are valid at a time. Tokens that were given before end within the hour.',
        'A secret that was lost or shown: tell the area at once. It adds a second and deletes the first, whether or not you have put the second in its place.',
        'The role: the area names the new one in place of the old one, and deploys. From then on the old one is refused. Start the new consumer before that, and let it try until it may; what comes meanwhile waits in the queue.',
        'A role that is deleted and made again under its name is another role to AWS, and the policies still mean the old one: the area takes it out of `consumers`, deploys, names it again and deploys.',
        'The key of the queue changes its material every year by itself. Nothing is to be done.',
      ],
    },
    {
      title: 'A network without the internet',
      lead: 'Lambda reads the queue from outside your network. Only a consumer of your own in a private subnet needs more:',
      points: [
        'An interface endpoint for `sqs` in the queue’s region, with private DNS. The key needs no endpoint: SQS itself uses it.',
        'An interface endpoint for `secretsmanager`, and a gateway endpoint for `dynamodb` if you store there.',
        'The API and the address for tokens are reached over the internet alone, by HTTPS: a NAT gateway, or a proxy that lets these two names pass.',
      ],
    },
  ],
  endpoint: {
    title: 'Policy of the endpoint for SQS',
    lead: 'So that the endpoint reaches your two queues and nothing else:',
  },
  withoutAws: [
    {
      title: 'Without AWS',
      lead: 'A queue is a convenience. Everything is in the API too, and in the inbox.',
      points: [
        'Every few minutes: `GET /v1/hand-offs?status=queued,collected` lists what waits for your answer, the most urgent first. Read each, store it, and accept it with its `confirmationCode`.',
        'Then `GET /v1/changes?cursor=…` from the cursor that you kept: it tells of corrections (`amended`), of contact that must stop (`suspended`), of withdrawals (`withdrawn`) and of a deadline that passed (`expired`), none left out.',
        'Ask at least as often as a person could call somebody who must not be called: five minutes are enough for most, with the inbox open beside.',
        'Messages stay in your queue for 14 days and hurt nobody. Your dead-letter queue stays empty.',
      ],
    },
  ],
  samples: 'Programs for a service without a queue',
};
