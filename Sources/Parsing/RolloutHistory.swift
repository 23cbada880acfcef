import Lines
import Records

/// Reads what `kubectl rollout history` prints: each revision of a workload is a deploy.
///
/// It has no time, unless the cause of the change begins with one.
///
///     deployment.apps/payment-api
///     REVISION  CHANGE-CAUSE
///     1         <none>
///     2         kubectl set image deployment/payment-api api=payment-api:1.8.2
///
/// Only at the beginning of an input, and up to the first line that is none of these.
struct RolloutHistory {
  private static let workloads = ["deployment.apps/", "daemonset.apps/", "statefulset.apps/"]

  /// What a line of a history is.
  enum Line {
    case header
    case revision(number: SourceText, cause: SourceText)
  }

  /// The name of the workload; nil while no history has begun.
  private(set) var name: [UInt8]?

  /// True once a history has begun in this input.
  var isOpen: Bool { name != nil }

  /// Another input begins.
  mutating func beginInput() { name = nil }

  /// What a line is; nil when it is none of a history, which ends then.
  ///
  /// - Parameters:
  ///   - text: The line.
  ///   - count: Bytes of it.
  /// - Returns: The kind of line.
  mutating func match(_ text: UnsafePointer<UInt8>, count: Int) -> Line? {
    let line = UnsafeBufferPointer(start: text, count: count)
    if let workload = Self.workload(line) {
      name = workload
      return .header
    }
    if name == nil { return nil }
    let number = line.prefix { $0 &- 48 < 10 }
    if number.isEmpty {
      let words = line.split { $0 == 0x20 || $0 == 0x09 }
      if words.count == 2, words[0].elementsEqual("REVISION".utf8),
        words[1].elementsEqual("CHANGE-CAUSE".utf8)
      {
        return .header
      }
    } else if let start = line[number.endIndex...].firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      start > number.endIndex
    {
      return .revision(
        number: SourceText(start: text, count: number.count),
        cause: SourceText(start: text + start, count: count - start))
    }
    name = nil
    return nil
  }

  /// The name of the workload that is all of a line; blanks may follow.
  private static func workload(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard let kind = workloads.first(where: { line.starts(with: $0.utf8) }) else { return nil }
    var name = Array(line[kind.utf8.count...])
    while name.last == 0x20 || name.last == 0x0D { name.removeLast() }
    let isName = name.allSatisfy { $0 &- 97 < 26 || $0 &- 48 < 10 || "-.".utf8.contains($0) }
    return name.isEmpty || !isName ? nil : name
  }
}
