lselect --since '2026-07-14 12:00:02' --tz Europe/Berlin --only message
