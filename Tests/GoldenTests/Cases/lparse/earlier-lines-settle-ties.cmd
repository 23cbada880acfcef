lparse --now 2026-03-14T12:00:00Z --explain=9 | jq -c '[.service, .message, .why.tie]'
