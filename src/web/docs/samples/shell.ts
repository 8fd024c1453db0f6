/** Samples for a shell with curl and jq, each whole and run by test/pipeline/samples.test.ts. */

const head = String.raw`set -euo pipefail

# A field of a JSON answer; a failure where it is not there.
field() { jq -er ".$1"; }

# A token is valid for an hour: keep it, and get a new one when it has run out.
token() {
  curl -sS --fail --user "$REFERRALS_CLIENT_ID:$REFERRALS_CLIENT_SECRET" \
    --data grant_type=client_credentials --data "scope=$1" "$REFERRALS_TOKEN_URL" | field access_token
}

# Tries again where no answer came, and after 429 and 503 as late as Retry-After says: sending the same again is safe.
api() {
  local answer status
  answer=$(curl -sS --retry 5 --retry-all-errors --header "Authorization: Bearer $TOKEN" --write-out '\n%{http_code}' "$@")
  status=$(echo "$answer" | tail -n 1)
  # Every fault at once, each with its place; no value that was sent is repeated.
  if [ "$status" -ge 300 ]; then echo "$answer" >&2; return 1; fi
  echo "$answer" | sed '$d'
}`;

export const referInShell = String.raw`#!/usr/bin/env bash
# Refers somebody, and corrects their number. Needs REFERRALS_URL, REFERRALS_TOKEN_URL, REFERRALS_CLIENT_ID,
# REFERRALS_CLIENT_SECRET, and as its arguments the crime reference and when it was reported (2026-11-18T21:40:00Z).
# With curl and jq.
${head}

if [ $# -ne 2 ]; then echo "usage: refer.sh <crime reference> <when it was reported>" >&2; exit 2; fi
TOKEN=$(token referrals/submit)
# Whatever stands in a value, jq writes it as JSON.
BODY=$(jq -n --arg crime "$1" --arg reported "$2" '{
  crimeReference: $crime,
  reportedAt: $reported,
  offence: { category: "robbery" },
  victim: { role: "direct", givenName: "Sam", familyName: "Example", dateOfBirth: "1990-01-02" },
  contact: {
    phone: "+447700900123",
    safe: { call: "yes", voicemail: "no", text: "unknown", email: "unknown", post: "unknown" }
  },
  consent: { basis: "public-task" }
}')

# 201 is new; 200 with Idempotency-Replayed says how it stands, where it was sent before.
ANSWER=$(api --json "$BODY" "$REFERRALS_URL/v1/referrals")
ID=$(echo "$ANSWER" | field referralId)
VERSION=$(echo "$ANSWER" | field version)
echo "referred: $(echo "$ANSWER" | field reference)"

# Only what changes; If-Match names the version that this corrects.
CORRECTED=$(api --request PATCH --header "If-Match: \"$VERSION\"" --header 'Content-Type: application/merge-patch+json' \
  --data '{ "contact": { "phone": "+447700900456" } }' "$REFERRALS_URL/v1/referrals/$ID")
echo "corrected: version $(echo "$CORRECTED" | field version)"
`;

export const consumeInShell = String.raw`#!/usr/bin/env bash
# Takes what waits for a service and accepts it, without a queue. Needs REFERRALS_URL, REFERRALS_TOKEN_URL,
# REFERRALS_CLIENT_ID and REFERRALS_CLIENT_SECRET. Run it every few minutes. With curl and jq.
${head}

TOKEN=$(token referrals/hand-offs)
WAITING=$(api "$REFERRALS_URL/v1/hand-offs?status=queued,collected" | jq -r '.items[].handOffId')
for ID in $WAITING; do
  # A reason is needed where another service has accepted the case before.
  DETAIL=$(api --header 'X-Access-Reason: New to us: read to answer it.' "$REFERRALS_URL/v1/hand-offs/$ID")
  # Store the detail here, whatever its status: it says how the person may be contacted safely, and only once what was amended.
  if echo "$DETAIL" | jq -e 'has("amended")' >/dev/null; then echo "amended: $ID"; fi
  if echo "$DETAIL" | jq -e '.allowed | index("accepted")' >/dev/null; then
    CODE=$(echo "$DETAIL" | field confirmationCode)
    api --json "{ \"status\": \"accepted\", \"confirmationCode\": \"$CODE\" }" "$REFERRALS_URL/v1/hand-offs/$ID/status" >/dev/null
    echo "accepted: $ID"
  else
    echo "now $(echo "$DETAIL" | field status): $ID"
  fi
done

# What happened since the last run. suspended: no contact from now on. withdrawn and expired: it is over. amended: read the detail
# again before your next contact. Put these lines where somebody looks. Keep the cursor.
MORE=true
while [ "$MORE" = true ]; do
  QUERY=
  if [ -s cursor ]; then QUERY="?cursor=$(cat cursor)"; fi
  CHANGES=$(api "$REFERRALS_URL/v1/changes$QUERY")
  echo "$CHANGES" | jq -r '.items[] | select(.handOffId and (.event | IN("withdrawn", "expired", "amended", "suspended")))
    | .event + ": " + .handOffId'
  CURSOR=$(echo "$CHANGES" | field cursor)
  echo "$CURSOR" >cursor
  MORE=$(echo "$CHANGES" | jq .more)
done
`;
