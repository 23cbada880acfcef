import Records

/// Which clusters `--cluster` asks for: an id, a name, or those that were not there before.
final class ClusterTest: RecordTest {
  /// Ids that are remembered at most, 8 MB of them; beyond that the first record of an id may come twice.
  static let maximumSeen = 1 << 20

  private let ids: [[UInt8]]
  private let names: [Glob]
  private let wantsNew: Bool
  private var seen: Set<UInt64> = []

  /// Takes ids, names (patterns of the shell) and the word `new`.
  init(_ words: [String]) {
    wantsNew = words.contains("new")
    let others = words.filter { $0 != "new" }
    ids = others.map { Array($0.utf8) }
    names = others.map(Glob.init)
  }

  // `new` takes the first record of each id.
  override func holds(_ record: borrowing Record, at time: Timestamp?) -> Bool {
    let isNew = wantsNew && isFirst(record)
    if isNew { return true }
    if let id = record.string(.clusterID), ids.contains(where: { id.bytes.elementsEqual($0) }) {
      return true
    }
    guard let name = record.string(.cluster) else { return false }
    return name.withText { text in names.contains { $0.matches(text) } }
  }

  private func isFirst(_ record: borrowing Record) -> Bool {
    guard let id = record.string(.clusterID) else { return false }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in id.bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    if seen.count >= Self.maximumSeen { seen.removeAll(keepingCapacity: true) }
    return seen.insert(hash).inserted
  }
}
