/** Samples for Python 3.9 or later, each whole and run by test/pipeline/samples.test.ts. */

const head = `import base64
import json
import os
import time
import urllib.error
import urllib.parse
import urllib.request

URL = os.environ["REFERRALS_URL"]


def get_token(scope):
    """A token is valid for an hour: keep it, and get a new one when it has run out."""
    client = os.environ["REFERRALS_CLIENT_ID"] + ":" + os.environ["REFERRALS_CLIENT_SECRET"]
    request = urllib.request.Request(
        os.environ["REFERRALS_TOKEN_URL"],
        urllib.parse.urlencode({"grant_type": "client_credentials", "scope": scope}).encode(),
        {"Authorization": "Basic " + base64.b64encode(client.encode()).decode()},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)["access_token"]


class Refused(SystemExit):
    """What the API says, which ends the program: every fault at once, each with its place; no value that was sent is repeated."""

    def __init__(self, status, text):
        super().__init__(f"{status}: {text}")
        self.text = text


def call(method, path, body=None, headers=None, tries=5):
    """Tries again where no answer came, and after 429 and 503: sending the same again is safe."""
    sent = {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json", **(headers or {})}
    data = None if body is None else json.dumps(body).encode()
    for tried in range(1, tries + 1):
        wait = 2**tried
        try:
            request = urllib.request.Request(URL + path, data, sent, method=method)
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refused:
            if refused.code not in (429, 500, 503) or tried == tries:
                raise Refused(refused.code, refused.read().decode())
            wait = int(refused.headers.get("Retry-After", wait))
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            if tried == tries:
                raise
        time.sleep(wait)`;

export const referInPython = `"""Refers somebody, and corrects their number. Needs REFERRALS_URL, REFERRALS_TOKEN_URL, REFERRALS_CLIENT_ID,
REFERRALS_CLIENT_SECRET, and as its arguments the crime reference and when it was reported (2026-11-18T21:40:00Z).
Standard library alone."""
import sys
${head}


if len(sys.argv) != 3:
    raise SystemExit("usage: refer.py <crime reference> <when it was reported>")
TOKEN = get_token("referrals/submit")
answer = call("POST", "/v1/referrals", {
    "crimeReference": sys.argv[1],
    "reportedAt": sys.argv[2],
    "offence": {"category": "robbery"},
    "victim": {"role": "direct", "givenName": "Sam", "familyName": "Example", "dateOfBirth": "1990-01-02"},
    "contact": {
        "phone": "+447700900123",
        "safe": {"call": "yes", "voicemail": "no", "text": "unknown", "email": "unknown", "post": "unknown"},
    },
    "consent": {"basis": "public-task"},
})
print("referred:", answer["reference"], answer["status"])

# Only what changes; If-Match names the version that this corrects.
corrected = call(
    "PATCH",
    "/v1/referrals/" + answer["referralId"],
    {"contact": {"phone": "+447700900456"}},
    {"If-Match": f'"{answer["version"]}"', "Content-Type": "application/merge-patch+json"},
)
print("corrected: version", corrected["version"])
`;

const readAndAccept = `def say(what, hand_off_id):
    """Put this where somebody looks: suspended means no contact from now on, withdrawn and expired that it is over."""
    print(what + ":", hand_off_id, flush=True)


def read(hand_off_id):
    """The detail. A reason is needed where another service has accepted the case before."""
    path = "/v1/hand-offs/" + hand_off_id
    try:
        return call("GET", path)
    except Refused as refused:
        if "X-Access-Reason" not in refused.text:
            raise
        problem = json.loads(refused.text)
        if problem["currentStatus"] == "closed":
            # You have closed it: a message that comes late is no reason to see the person again.
            return {"status": "closed", "allowed": []}
        return call("GET", path, None, {"X-Access-Reason": "New to us: read to answer it."})


def take(hand_off_id, amended=False):
    """Reads the detail, stores it, and accepts it where it waits for that. Safe to repeat."""
    detail = read(hand_off_id)
    # Store the detail here, whatever its status: it says how the person may be contacted safely, and only once what was amended.
    if amended or "amended" in detail:
        say("amended", hand_off_id)
    if "accepted" in detail["allowed"]:
        report = {"status": "accepted", "confirmationCode": detail["confirmationCode"]}
        call("POST", "/v1/hand-offs/" + hand_off_id + "/status", report)
        say("accepted", hand_off_id)
    else:
        say("now " + detail["status"], hand_off_id)`;

export const consumeInPython = `"""Takes what waits for a service and accepts it, without a queue. Needs REFERRALS_URL, REFERRALS_TOKEN_URL,
REFERRALS_CLIENT_ID and REFERRALS_CLIENT_SECRET. Run it every few minutes. Standard library alone."""
import pathlib
${head}


${readAndAccept}


TOKEN = get_token("referrals/hand-offs")
for item in call("GET", "/v1/hand-offs?status=queued,collected")["items"]:
    take(item["handOffId"])

# What happened since the last run. Keep the cursor.
kept = pathlib.Path("cursor")
cursor = kept.read_text().strip() if kept.exists() else ""
while True:
    page = call("GET", "/v1/changes?" + urllib.parse.urlencode({"cursor": cursor} if cursor else {}))
    for change in page["items"]:
        if change["event"] in ("withdrawn", "expired", "amended", "suspended") and "handOffId" in change:
            # amended: read the detail again before your next contact.
            say(change["event"], change["handOffId"])
    cursor = page["cursor"]
    kept.write_text(cursor)
    if not page["more"]:
        break
`;

export const consumeQueueInPython = `"""Takes what comes into a service's queue, until the queue is empty. Needs boto3 with credentials of the service's role,
REFERRALS_QUEUE_URL, REFERRALS_URL, REFERRALS_TOKEN_URL, REFERRALS_CLIENT_ID and REFERRALS_CLIENT_SECRET."""
import boto3
${head}


${readAndAccept}


TOKEN = get_token("referrals/hand-offs")
QUEUE = os.environ["REFERRALS_QUEUE_URL"]
sqs = boto3.client("sqs")
while messages := sqs.receive_message(QueueUrl=QUEUE, MaxNumberOfMessages=10, WaitTimeSeconds=1).get("Messages"):
    for message in messages:
        content = json.loads(message["Body"])
        # Decide by the schema. A message may come twice, and in another order than it was sent.
        if content["schema"] == "victim-referral-intake/hand-off/1":
            take(content["handOffId"])
        elif content["schema"] == "victim-referral-intake/amendment/1":
            # Also where contact must stop: then it is suspended.
            take(content["handOffId"], amended=True)
        elif content["schema"] == "victim-referral-intake/withdrawal/1":
            say("withdrawn", content["handOffId"])
        else:
            print("not known here:", content["schema"], flush=True)
        # Only now: what is not deleted comes again.
        sqs.delete_message(QueueUrl=QUEUE, ReceiptHandle=message["ReceiptHandle"])
`;
