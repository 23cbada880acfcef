lparse -j3 --now 2026-03-14T12:00:00Z --stats data/packed.log.gz data/missing.log data/other.log data/packed.log.zst
