import Platform
import Testing

/// `date` turns instants into what clocks show, by the C library's reading of the same files; `lparse` has to find its way back.
@Suite struct ZoneTests {
  private static let hasGNUDate =
    access("/usr/share/zoneinfo/Europe/Berlin", R_OK) == 0 && access("/proc/self", R_OK) == 0

  @Test(
    .enabled(if: hasGNUDate),
    arguments: [
      "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Asia/Kolkata", "Asia/Tokyo",
      "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Gaza", "Europe/Dublin", "America/Nuuk",
      "Pacific/Apia", "Antarctica/Troll", "Etc/GMT+5", "Pacific/Kiritimati", "Africa/Monrovia",
    ])
  func `what the clocks of a zone show is the instant that they show it at`(zone: String) throws {
    let scratch = try ScratchFolder()
    // Every ten hours and a bit from 1900 to 2200, and each ten minutes of a spring and an autumn with changes.
    let line = """
      { seq -f '@%.0f' -2208988800 2345678 7258118400; seq -f '@%.0f' 1774000000 600 1776000000
      seq -f '@%.0f' 1792000000 600 1794000000; } >instants
      TZ=\(zone) date -f instants '+%F %T INFO x' >log
      date -u -f instants '+{"timestamp":"%FT%TZ"}' >expected
      lparse --tz \(zone) --only timestamp log >found
      wc -l <expected
      diff expected found | grep -c '^<'
      """
    let got = try runShell(line, in: scratch.path, scratch: scratch)
    #expect(got.error.isEmpty, "\(String(decoding: got.error, as: UTF8.self))")
    let numbers = String(decoding: got.output, as: UTF8.self).split(separator: "\n")
      .compactMap { Int($0) }
    #expect(numbers.count == 2 && numbers[0] > 10_000)
    // Clocks show some times twice, and only one of the two is found: an hour or two of what was asked every ten minutes.
    #expect(numbers.last ?? .max <= 20, "\(numbers)")
  }
}
