lparse --since 10:00:02 --until 10:01 --now 2026-03-14T12:00:00Z --stats
