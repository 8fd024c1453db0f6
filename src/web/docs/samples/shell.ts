/** Samples for a shell with curl, each whole and run by test/pipeline/samples.test.ts. */

const head = String.raw`set -euo pipefail

# The first value of a field in a JSON answer.
field() { grep -o "\"$1\":[^,}]*" | head -n 1 | cut -d: -f2- | tr -d '" '; }

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
${head}

TOKEN=$(token referrals/submit)
BODY=$(cat <<END
{
  "crimeReference": "$1",
  "reportedAt": "$2",
  "offence": { "category": "robbery" },
  "victim": { "role": "direct", "givenName": "Sam", "familyName": "Example", "dateOfBirth": "1990-01-02" },
  "contact": {
    "phone": "+447700900123",
    "safe": { "call": "yes", "voicemail": "no", "text": "unknown", "email": "unknown", "post": "unknown" }
  },
  "consent": { "basis": "public-task" }
}
END
)

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
# REFERRALS_CLIENT_ID and REFERRALS_CLIENT_SECRET. Run it every few minutes.
${head}

TOKEN=$(token referrals/hand-offs)
for ID in $(api "$REFERRALS_URL/v1/hand-offs?status=queued,collected" | grep -o '"handOffId":"[^"]*"' | cut -d'"' -f4); do
  DETAIL=$(api "$REFERRALS_URL/v1/hand-offs/$ID")
  # Store the detail here, before you accept: it says how the person may be contacted safely.
  CODE=$(echo "$DETAIL" | field confirmationCode)
  api --json "{ \"status\": \"accepted\", \"confirmationCode\": \"$CODE\" }" "$REFERRALS_URL/v1/hand-offs/$ID/status" >/dev/null
  echo "accepted: $ID"
done

# What happened since the last run, such as a withdrawal: stop your work on it. Keep the cursor.
QUERY=
if [ -s cursor ]; then QUERY="?cursor=$(cat cursor)"; fi
CHANGES=$(api "$REFERRALS_URL/v1/changes$QUERY")
echo "$CHANGES" | grep -o '"handOffId":"[^"]*","event":"withdrawn"' || true
echo "$CHANGES" | grep -o '"cursor":"[^"]*"' | cut -d'"' -f4 >cursor
`;
