lparse --now 2026-03-14T12:00:00Z --service web --label host=h1 --label version=2.0 --label region=eu-1
