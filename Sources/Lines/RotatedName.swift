/// What the name of a rotated log says: `app.log.3`, `app.log-20260314.gz`, `app.2026-03-14.log`, of `app.log`.
struct RotatedName {
  /// `3` or `20260314`.
  let generation: Substring
  /// Whether it is packed.
  let isPacked: Bool

  /// Reads `name` as that of an older `base`; nil when it is none.
  init?(_ name: String, of base: String) {
    var rest = Substring(name)
    let packing = [".gz", ".zst"].first { name.hasSuffix($0) }
    if let packing { rest = rest.dropLast(packing.count) }
    isPacked = packing != nil
    let stem = base.lastIndex(of: ".").flatMap { $0 > base.startIndex ? base[..<$0] : nil }
    if rest.hasPrefix(base), let found = Self.generation(rest.dropFirst(base.count)) {
      generation = found
    } else if let stem, rest.hasPrefix(stem), rest.hasSuffix(base.dropFirst(stem.count)),
      rest.count > base.count,
      let found = Self.generation(rest.dropFirst(stem.count).dropLast(base.count - stem.count))
    {
      generation = found
    } else {
      return nil
    }
  }

  /// A separator, then digits, which dates and times of day may have signs between.
  private static func generation(_ text: Substring) -> Substring? {
    guard let separator = text.first, ".-_".contains(separator) else { return nil }
    let generation = text.dropFirst()
    guard let first = generation.utf8.first, first &- 48 < 10,
      generation.utf8.allSatisfy({ $0 &- 48 < 10 || "-_:.T".utf8.contains($0) })
    else { return nil }
    return generation
  }

  /// The number of a log that is renamed at each rotation; nil for a date.
  private var number: Int? { generation.utf8.count <= 4 ? Int(generation) : nil }

  /// Whether the log was written before `other`; nil when the names are of two kinds.
  func isOlder(than other: RotatedName) -> Bool? {
    switch (number, other.number) {
    case (let number?, let other?): number > other
    case (nil, nil):
      generation.utf8.count == other.generation.utf8.count ? generation < other.generation : nil
    default: nil
    }
  }
}
