lparse --since '2026-07-14 12:00' --until '2026-07-14 12:01' --tz Europe/Berlin --only message
