import Records

/// Some of the six levels, as `--level` names them: `error`, `warn+` (that one and the more severe), `debug,error+`.
public struct LevelSet: Equatable, Sendable {
  /// One bit a level, that of raw value 0 lowest.
  private var bits: UInt8 = 0

  /// Reads a list; nil when a word of it is no level.
  public init?(_ text: String) {
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isOpen = item.last == "+"
      var word = String(isOpen ? item.dropLast() : item)
      guard let level = word.withUTF8({ Level(word: $0) }) else { return nil }
      bits |= 1 << level.rawValue
      if isOpen { bits |= UInt8(truncatingIfNeeded: 0xFF << Int(level.rawValue)) }
    }
    if bits == 0 { return nil }
  }

  /// Whether the level is one of them; none is not.
  @inline(__always)
  func contains(_ level: Level?) -> Bool {
    guard let level else { return false }
    return bits >> level.rawValue & 1 == 1
  }
}
