import ArgumentParser
import Platform
import Records

extension Zone {
  /// The zone that `--tz` names: `UTC`, `Z`, `+02:00`, or a name of the IANA database, as `Europe/Berlin`.
  ///
  /// - Throws: `ValidationError` when there is none of that name.
  public static func named(_ name: String) throws -> Zone {
    if ["UTC", "Z", "GMT"].contains(name.uppercased()) { return .utc }
    if let offset = offset(name) { return Zone(offset: offset) }
    let folders = zoneFolders().filter { access($0, R_OK) == 0 }
    guard !folders.isEmpty else {
      throw ValidationError(
        "no zone '\(name)': this system has no zoneinfo files; install tzdata, or give an offset like +02:00"
      )
    }
    for folder in folders where isPath(name) {
      if let zone = try? Zone(compiled: readBytes("\(folder)/\(name)")) { return zone }
    }
    throw ValidationError("no zone '\(name)'; as in UTC, +02:00 or Europe/Berlin")
  }

  /// Whether a name stays below the folder of the zones.
  private static func isPath(_ name: String) -> Bool {
    name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
      part.utf8.first.map { ($0 | 0x20) &- 97 < 26 } ?? false
    }
  }

  /// `+hh:mm` in seconds, the colon or not.
  private static func offset(_ text: String) -> Int? {
    let digits = text.filter { $0 != ":" }
    guard digits.count == 5, let sign = digits.first, sign == "+" || sign == "-",
      digits.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
      let value = Int(digits.dropFirst()), value / 100 < 24, value % 100 < 60
    else { return nil }
    let seconds = value / 100 * 3_600 + value % 100 * 60
    return sign == "-" ? -seconds : seconds
  }
}
