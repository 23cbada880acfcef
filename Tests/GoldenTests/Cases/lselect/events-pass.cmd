{ cat; printf '{"event":"anomaly","kind":"spike","id":"1"}\n{"event":"tick","kind":"time","id":"tick","timestamp":"2026-03-14T10:00:00Z"}\n'; } | lselect --level fatal --no-ticks
