lparse --threshold 'memory>0.9' --since 2026-03-14T10:01:00Z --only timestamp,value --stats
