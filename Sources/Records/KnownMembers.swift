import Lines

/// The members in front of the messages of records, and those behind them, found again by their bytes, of which only digits may
/// differ.
///
/// The records of one source have the same keys in the same order, and most of the values differ in digits alone: the time, a
/// process. What stands in front of the message was checked once against the grammar of JSON; other digits are as
/// good, but for a zero in front of a number of several digits. So such a record costs a comparison and the scan of its message: 350
/// instructions instead of 900.
///
/// Memory: ``maximumCount`` runs of members on each side, of at most ``longest`` bytes; more are learned after
/// a pause (``PrefixFilter``), when all are forgotten.
struct KnownMembers: ~Copyable {
  static let maximumCount = 512
  static let longest = 320
  static let maximumMembers = 24

  /// Members that stand one behind the other.
  struct Run {
    let members: UnsafeMutablePointer<JSONScanner.Member>
    let count: Int
    /// Bytes from the start of the line to the text of the message, or from its end to the line's.
    let span: Int
    /// Where the brace stands that closes the record, behind the message.
    let closing: Int
    /// One bit for each of their names, and at a name's raw value which of them has it.
    let names: UInt64
    let places: UnsafeMutablePointer<UInt8>
    /// Where numbers of several digits begin.
    let leads: UnsafeMutablePointer<Int>
    let leadCount: Int
    /// The bytes of all that, digits being alike.
    let blocks: UnsafeMutablePointer<BlindBlock>

    /// Whether the bytes at `text` are these but for digits.
    @inline(__always)
    func begins(_ text: UnsafePointer<UInt8>) -> Bool {
      let blocks = UnsafeRawPointer(blocks).assumingMemoryBound(to: UInt8.self)
      var index = 0
      while index < span {
        let block = blocks + 2 &* index
        if !isWithin(text + index, of: block, block + 16) { return false }
        index &+= 16
      }
      return true
    }

    /// Whether the digits at `text` are as good as those that were checked.
    @inline(__always)
    func holds(_ text: UnsafePointer<UInt8>) -> Bool {
      for index in 0..<leadCount where text[leads[index]] == UInt8(ascii: "0") { return false }
      return true
    }
  }

  private var prefixes = PrefixTrie()
  private var filter = PrefixFilter()
  private let runs: UnsafeMutablePointer<Run>
  private var count = 0
  /// The run that was found last, which is tried first: its blocks lie side by side, those of the trie are a chain.
  private var last: UnsafeMutablePointer<Run>?

  init() { runs = .allocate(capacity: Self.maximumCount) }

  deinit {
    free()
    runs.deallocate()
  }

  private func free() {
    for index in 0..<count {
      runs[index].members.deallocate()
      runs[index].leads.deallocate()
      runs[index].places.deallocate()
      runs[index].blocks.deallocate()
    }
  }

  /// The run that begins at `text`; nil for an unknown one.
  @inline(__always)
  mutating func find(_ text: UnsafePointer<UInt8>) -> UnsafeMutablePointer<Run>? {
    if let last, last.pointee.begins(text) { return last.pointee.holds(text) ? last : nil }
    let found = prefixes.find(text)
    guard found >= 0, (runs + Int(found)).pointee.holds(text) else { return nil }
    last = runs + Int(found)
    return last
  }

  /// Whether a run is worth learning: it is short, and was seen before.
  mutating func wants(_ text: UnsafePointer<UInt8>, _ span: Int) -> Bool {
    span <= Self.longest && filter.isOpen() && filter.hasSeen(text, count: span)
  }

  /// Learns a run of members whose keys are reserved names.
  ///
  /// - Parameters:
  ///   - text: Where it begins, part of a line that is valid.
  ///   - span: Its bytes, none of which belongs to a string that goes on behind them but an opening quote at the end.
  ///   - members: Its members, offsets from `text`.
  ///   - closing: Where the brace stands that closes the record.
  mutating func learn(
    _ text: UnsafePointer<UInt8>, _ span: Int, _ members: [JSONScanner.Member], closing: Int
  ) {
    guard members.count <= Self.maximumMembers, let leads = leads(text, span) else { return }
    let names = members.compactMap(\.name).reduce(UInt64(0)) { $0 | 1 << UInt64($1.rawValue) }
    if filter.startsAnew() {
      free()
      count = 0
      last = nil
      prefixes.removeAll()
    }
    if count == Self.maximumCount || !prefixes.insert(text, count: span, value: Int32(count)) {
      return filter.full()
    }
    let run = Run(
      members: .allocate(capacity: members.count), count: members.count, span: span,
      closing: closing,
      names: names, places: .allocate(capacity: FieldName.allCases.count),
      leads: .allocate(capacity: leads.count), leadCount: leads.count,
      blocks: .allocate(capacity: (span + 15) / 16))
    for index in 0..<(span + 15) / 16 {
      let count = min(16, span - 16 * index)
      (run.blocks + index).initialize(to: BlindBlock(text + 16 * index, count: count))
    }
    run.places.initialize(repeating: 0, count: FieldName.allCases.count)
    for (index, member) in members.enumerated() {
      (run.members + index).initialize(to: member)
      if let name = member.name { run.places[Int(name.rawValue)] = UInt8(index) }
    }
    for (index, lead) in leads.enumerated() { (run.leads + index).initialize(to: lead) }
    (runs + count).initialize(to: run)
    count += 1
  }

  /// Where numbers of several digits begin; nil when escapes are in the text, whose digits have a meaning.
  private func leads(_ text: UnsafePointer<UInt8>, _ span: Int) -> [Int]? {
    var leads: [Int] = []
    var isInString = false
    var isInNumber = false
    for index in 0..<span {
      let byte = text[index]
      if byte == UInt8(ascii: "\\") { return nil }
      if byte == UInt8(ascii: "\"") { isInString.toggle() }
      if isInString { continue }
      let isDigit = byte &- 48 < 10
      if isDigit, !isInNumber, index + 1 < span, text[index + 1] &- 48 < 10 {
        // A number with a zero in front would not have been valid.
        leads.append(index)
      }
      isInNumber =
        isDigit
        || isInNumber
          && (byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
            || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"))
    }
    return leads
  }
}
