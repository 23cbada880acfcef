lparse --now 2026-03-14T12:00:00Z data/packed.log.gz data/app.log --only service,service_inferred
