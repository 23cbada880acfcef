lselect --since 2h --now 2026-03-14T18:00:00Z
