lparse --now 2026-03-14T12:00:00Z --only message data/utf-16le.log data/utf-16be.log
