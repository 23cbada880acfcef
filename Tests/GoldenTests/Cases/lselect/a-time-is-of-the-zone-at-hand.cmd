lselect --since '2026-03-14 12:00:02' --tz +02:00 --only message
