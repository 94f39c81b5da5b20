#!/bin/sh
# The same with curl: lists what waits (service token), then denies the first (a person's access token).
# Needs CLAWBUTLER_URL, CLAWBUTLER_TOKEN, CLAWBUTLER_ACCESS_TOKEN.
set -eu
ask() { # ask <bearer> <json>
  curl -sS --fail-with-body -H 'content-type: application/json' -H "authorization: Bearer $1" -d "$2" "$CLAWBUTLER_URL/graphql"
}
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

waiting=$(ask "$CLAWBUTLER_TOKEN" '{"query":"{ approvals(filter: {states: [PENDING]}, first: 1) { edges { node { id digest action } } } }"}')
echo "$waiting"
id=$(echo "$waiting" | field id)
digest=$(echo "$waiting" | field digest)
[ -n "$id" ] || { echo 'Nothing waits.'; exit 0; }

ask "$CLAWBUTLER_ACCESS_TOKEN" "{\"query\":\"mutation (\$input: DecideApprovalInput!) { decideApproval(input: \$input) { __typename ... on Approval { state } } }\",\"variables\":{\"input\":{\"id\":\"$id\",\"digest\":\"$digest\",\"decision\":\"DENY\",\"reason\":\"Example\"}}}"
echo
