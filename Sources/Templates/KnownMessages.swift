import Lines

/// The clusters of messages that came before, found by a hash of their bytes in which all digits are alike.
///
/// What a digit is hardly ever matters: `took 5012 ms` and `took 7349 ms` have the same tokens. So a message whose bytes are those
/// of an earlier one but for digits is of its cluster, without a look at its tokens, and leaves the template as it is. Where digits do
/// matter (`HTTP/1.1`, `sha256`, `0x1f`, all words that hold some) they are compared (``Pins``); a message with more such
/// digits than there are pins is not learned. A message is learned when it comes the second time; one that comes
/// often stays when others want its place. Where hardly any message comes again, none is looked up for a while.
///
/// Cost: one hash of the message, 10 ns, where cutting it into tokens costs 150. Memory: ``places`` × 16 bytes, and as many
/// ``Pins``, of which those that are used are touched. A message is told from others by 64 bits.
struct KnownMessages: ~Copyable {
  /// How many are known; a power of two.
  private static let places = 1 << 15
  /// Longer messages are not looked up.
  private static let longest = 1_024

  private struct Entry {
    var key: UInt64 = 0
    /// The cluster's slot; ``seen`` before it is learned, ``unlearnable`` if it cannot be.
    var slot: Int32 = 0
    var version: UInt16 = 0
    var isPinned = false
    /// How often it was found, up to a bound, less the messages that wanted its place.
    var heat: UInt8 = 0
  }

  private static let seen: Int32 = -1
  private static let unlearnable: Int32 = -2
  private static let mostHeat: UInt8 = 3

  private let entries: UnsafeMutablePointer<Entry>
  private let pins: UnsafeMutablePointer<Pins>
  /// Entries of earlier versions count for nothing.
  private var version: UInt16 = 1
  /// The key of the message at hand; 0 when it is not looked up, or need not be learned.
  private var key: UInt64 = 0
  /// Where a message with that key stands, if it is known.
  @inline(__always)
  private var home: Int { Int(truncatingIfNeeded: key &>> 40) & (Self.places &- 1) }
  private var pace = Pace()
  /// Messages that were found.
  private(set) var found = 0
  /// Where the values of each stand that its template has a place for, if that is kept.
  private var ranges: UnsafeMutablePointer<[Range<Int>]>?
  /// The place of the message at hand, if it was found; -1 for another one.
  private var place = -1

  init() {
    entries = .allocate(capacity: Self.places)
    entries.initialize(repeating: Entry(), count: Self.places)
    pins = .allocate(capacity: Self.places)
  }

  deinit {
    entries.deallocate()
    pins.deallocate()
    ranges?.deinitialize(count: Self.places)
    ranges?.deallocate()
  }

  /// Keeps, from now on, where the values of messages stand.
  mutating func keepRanges() {
    guard ranges == nil else { return }
    ranges = .allocate(capacity: Self.places)
    ranges?.initialize(repeating: [], count: Self.places)
    removeAll()
  }

  /// Where the values of the message stand that was found last; nil when it was not, or that is not kept.
  var foundRanges: [Range<Int>]? { place < 0 ? nil : ranges.map { $0[place] } }

  /// Forgets all messages: clusters have changed places.
  mutating func removeAll() {
    version &+= 1
    if version == 0 {
      entries.update(repeating: Entry(), count: Self.places)
      version = 1
    }
  }

  /// The slot of a known message; nil for another one, which can then be learned.
  ///
  /// - Parameters:
  ///   - message: With 16 readable bytes behind it.
  ///   - size: Bytes of it.
  /// - Returns: The slot.
  @inline(__always)
  mutating func find(_ message: UnsafePointer<UInt8>, count size: Int) -> Int? {
    key = 0
    self.place = -1
    guard size <= Self.longest, pace.isOpen() else { return nil }
    key = hashWithoutDigits(message, count: size) | 1
    let place = home
    let entry = entries + place
    guard entry.pointee.key == key, entry.pointee.version == version, entry.pointee.slot >= 0,
      !entry.pointee.isPinned || pins[place].hold(message)
    else { return nil }
    if entry.pointee.heat < Self.mostHeat { entry.pointee.heat &+= 1 }
    pace.hits &+= 1
    found &+= 1
    self.place = place
    return Int(entry.pointee.slot)
  }

  /// Says to which cluster the message looked up last belongs, which was not found.
  ///
  /// - Parameters:
  ///   - slot: The cluster's slot.
  ///   - message: The message.
  ///   - lexer: Has its tokens.
  /// - Returns: Whether it is known from now on; ``keep(_:)`` is then to be told where its values stand.
  @inline(__always)
  mutating func note(
    _ slot: Int, _ message: UnsafePointer<UInt8>, _ lexer: borrowing MessageLexer
  ) -> Bool {
    guard key != 0 else { return false }
    let place = home
    let entry = entries + place
    if entry.pointee.key == key, entry.pointee.version == version {
      return entry.pointee.slot == Self.seen && learn(slot, message, lexer, place)
    } else if entry.pointee.heat > 0, entry.pointee.version == version {
      entry.pointee.heat &-= 1
    } else {
      entry.pointee = Entry(key: key, slot: Self.seen, version: version)
    }
    return false
  }

  /// Keeps where the values of the message stand that is known since ``note(_:_:_:)``.
  mutating func keep(_ values: [Range<Int>]) {
    ranges?[home] = values
  }

  @inline(never)
  private mutating func learn(
    _ slot: Int, _ message: UnsafePointer<UInt8>, _ lexer: borrowing MessageLexer, _ place: Int
  ) -> Bool {
    guard let pins = Pins(message, lexer) else {
      entries[place].slot = Self.unlearnable
      return false
    }
    (self.pins + place).initialize(to: pins)
    entries[place].isPinned = !pins.isEmpty
    entries[place].slot = Int32(slot)
    return true
  }
}

extension KnownMessages {
  /// Lets messages be looked up as long as enough of them are found.
  struct Pace {
    private static let round = 4_096
    /// Of a round, how many are to be found.
    private static let enough = round / 16
    private static let longestPause = 1 << 17

    var hits = 0
    private var rest = round
    private var pause = 0
    private var nextPause = 1 << 13

    /// Whether the next message is to be looked up.
    @inline(__always)
    mutating func isOpen() -> Bool {
      rest &-= 1
      return rest >= 0 || judge()
    }

    /// Ends a round, or goes on with a pause.
    @inline(never)
    private mutating func judge() -> Bool {
      if pause > 0 {
        pause -= 1
        if pause > 0 { return false }
      } else if hits < Self.enough {
        pause = nextPause
        nextPause = min(2 * nextPause, Self.longestPause)
        return false
      } else {
        nextPause = 1 << 13
      }
      rest = Self.round
      hits = 0
      return true
    }
  }
}
