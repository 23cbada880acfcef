lparse --since 3h --now 2026-03-14T12:00:00Z
