import Platform

/// The environment variables that the commands look at.
func environment() -> [String: String] {
  let names = ["NO_COLOR", "CLICOLOR_FORCE", "TERM", "LC_ALL", "LC_CTYPE", "LANG", "COLUMNS"]
  var values: [String: String] = [:]
  for name in names {
    if let value = getenv(name) { values[name] = String(cString: value) }
  }
  return values
}

/// The value of an environment variable that holds a secret; nil when it is not set.
public func secretOfEnvironment(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// The folder for files that live as long as the process: `TMPDIR`, or `/tmp`.
public func temporaryFolder() -> String {
  guard let folder = getenv("TMPDIR"), folder[0] != 0 else { return "/tmp" }
  return String(cString: folder)
}

/// The folders that may hold the system's compiled zones: that of `TZDIR`, as for tzset(3), or the usual ones.
func zoneFolders() -> [String] {
  if let folder = getenv("TZDIR"), folder[0] != 0 { return [String(cString: folder)] }
  return ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]
}

/// The time on the wall clock in nanoseconds since 1970.
public func wallClock() -> Int64 { clockReading(CLOCK_REALTIME) }

/// A clock that only goes forward, in nanoseconds.
func steadyClock() -> Int64 { clockReading(CLOCK_MONOTONIC) }

private func clockReading(_ clock: clockid_t) -> Int64 {
  var time = timespec()
  clock_gettime(clock, &time)
  return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}
