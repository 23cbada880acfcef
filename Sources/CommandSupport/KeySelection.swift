import Lines
import Records

/// Leaves keys out of finished records (`--only`, `--drop`); the kept members stay byte for byte.
struct KeySelection {
  private let keys: Set<[UInt8]>
  private let keeps: Bool

  /// Nil when neither list is given.
  init?(only: String?, drop: String?) {
    guard let list = only ?? drop else { return nil }
    keys = Set(list.split(separator: ",").map { Array($0.utf8) })
    keeps = only != nil
  }

  /// The record without the keys and with its line end; nil when it is to stay as it is.
  ///
  /// Events stay.
  func apply(
    to record: UnsafeBufferPointer<UInt8>, scannedBy scanner: UnsafeMutablePointer<JSONScanner>
  ) -> [UInt8]? {
    guard let start = record.baseAddress else { return nil }
    if Record(start: start, count: record.count, scanner: scanner).eventKind != nil { return nil }
    var result: [UInt8] = [UInt8(ascii: "{")]
    for index in scanner.pointee.effectiveMembers()
    where keys.contains(scanner.pointee.decodedKey(index)) == keeps {
      let member = scanner.pointee[index]
      if result.count > 1 { result.append(UInt8(ascii: ",")) }
      result.append(contentsOf: record[(Int(member.keyStart) - 1)..<Int(member.valueEnd)])
    }
    result.append(contentsOf: [UInt8(ascii: "}"), UInt8(ascii: "\n")])
    return result
  }
}
