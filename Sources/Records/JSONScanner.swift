import Lines
import Platform

/// Finds the members of one JSON object, checking the whole grammar of RFC 8259 on the way.
///
/// Nothing is copied or decoded: a member is four offsets into the line.
///
///     {"message":"disk \"a\" full","fields":{"pid":7}}
///      ^        ^^                  ^       ^        ^^
///      keyStart keyEnd (quotes      keyStart        | close
///               not included)               valueStart..<valueEnd
///
/// Strings are passed 16 bytes at a time, nesting is a bit stack on the heap (depth is bounded by the
/// line alone), numbers, literals and escapes are checked byte by byte. What it does not check is
/// UTF-8, which the reader checks by the block.
///
/// The invariant of the unsafe code: the byte behind the object's line is `\n` or `\r`, which no token
/// of the grammar contains, so that no scan runs past it by more than one 16-byte step.
public struct JSONScanner: ~Copyable {
  /// One member of the object: offsets from the start of the line, quotes of the key not included.
  public struct Member {
    /// The first byte of the key, behind its quote.
    public var keyStart: Int32
    /// The key's closing quote.
    public var keyEnd: Int32
    /// The first byte of the value; the quote of a string.
    public var valueStart: Int32
    /// The byte behind the value.
    public var valueEnd: Int32
    /// The reserved name that the key spells, if any.
    public var name: FieldName?
  }

  /// Where and how a line failed to be a JSON object.
  public struct Fault: Error, Equatable {
    /// What was expected there.
    public var expected: StaticString
    /// The offset of the byte that did not fit.
    public var offset: Int

    /// Two faults are equal when they say the same of the same byte.
    public static func == (left: Fault, right: Fault) -> Bool {
      left.offset == right.offset && left.expected.description == right.expected.description
    }
  }

  /// What a line of known members is made of.
  private struct KnownLine {
    /// The members in front of the message and itself.
    var front: UnsafeMutablePointer<KnownMembers.Run>
    /// Those behind it.
    var back: UnsafeMutablePointer<KnownMembers.Run>
    /// Where the message ends.
    var end: Int32

    /// The member at `index`.
    @inline(__always)
    func member(_ index: Int) -> Member {
      let fronts = front.pointee.count
      if index < fronts {
        var member = front.pointee.members[index]
        if index == fronts - 1 { member.valueEnd = end }
        return member
      }
      var member = back.pointee.members[index &- fronts]
      member.keyStart &+= end
      member.keyEnd &+= end
      member.valueStart &+= end
      member.valueEnd &+= end
      return member
    }

    /// The index of the member with this name; nil when there is none.
    @inline(__always)
    func index(of name: FieldName) -> Int? {
      let bit: UInt64 = 1 &<< UInt64(name.rawValue)
      if front.pointee.names & bit != 0 {
        return Int(front.pointee.places[Int(name.rawValue)])
      }
      if back.pointee.names & bit == 0 { return nil }
      return front.pointee.count &+ Int(back.pointee.places[Int(name.rawValue)])
    }
  }

  /// A key with its closing quote and colon; `count` 0 for none.
  private struct ExpectedKey {
    var name: FieldName?
    var count = 0
  }

  /// Records of one stream have their keys in one order: this many are expected where they stood last.
  private static let expectedKeys = 16
  /// Bytes for each of them; no reserved name with quote and colon is longer.
  private static let expectedSize = 32

  private let names = FieldName.table()
  /// The members in front of the message, itself the last of them, and those behind it.
  private var fronts = KnownMembers()
  private var backs = KnownMembers()
  /// Set while the line at hand is one whose members are known: those of the two runs, moved to where they stand, and
  /// nothing in ``members`` and ``slots``, since most of them are never asked for.
  private var known: KnownLine?
  private let expected: UnsafeMutablePointer<ExpectedKey>
  private let expectedText: UnsafeMutablePointer<UInt8>
  private var members: UnsafeMutablePointer<Member>
  private var capacity = 64
  /// The index of each reserved name's last member, -1 for none.
  private let slots: UnsafeMutablePointer<Int32>
  private static let slotCount = FieldName.allCases.count
  /// One bit a level of nesting below the top: 1 in an object, 0 in an array.
  private var nesting: UnsafeMutablePointer<UInt64>
  private var nestingWords = 4
  /// A bit for each key hash seen, to look for duplicates only where there may be one.
  private var seenKeys: UInt64 = 0

  private var line: UnsafePointer<UInt8>
  private var size = 0
  /// Members found, in order.
  public private(set) var count = 0
  /// The offset of the brace that closes the object.
  public private(set) var close = 0
  /// False when all keys differ; true when two may be equal, and ``effectiveMembers()`` decides.
  public private(set) var hasDuplicateKeys = false
  /// True when an escape stands in some key.
  public private(set) var hasEscapedKeys = false
  private var fault = Fault(expected: "", offset: 0)

  /// Makes a scanner; keep one and scan line after line.
  public init() {
    members = .allocate(capacity: capacity)
    expected = .allocate(capacity: Self.expectedKeys)
    expected.initialize(repeating: ExpectedKey(), count: Self.expectedKeys)
    expectedText = .allocate(capacity: Self.expectedKeys * Self.expectedSize + 16)
    expectedText.initialize(repeating: 0, count: Self.expectedKeys * Self.expectedSize + 16)
    nesting = .allocate(capacity: nestingWords)
    nesting.initialize(repeating: 0, count: nestingWords)
    slots = .allocate(capacity: Self.slotCount)
    slots.initialize(repeating: -1, count: Self.slotCount)
    line = UnsafePointer(slots.withMemoryRebound(to: UInt8.self, capacity: 1) { $0 })
  }

  deinit {
    members.deallocate()
    nesting.deallocate()
    expected.deallocate()
    expectedText.deallocate()
    slots.deallocate()
  }

  /// The member at `index`, below ``count``.
  public subscript(index: Int) -> Member {
    // In line: a call would be made with a copy of the scanner.
    @inline(__always)
    get { member(index) }
  }

  @inline(__always)
  private func member(_ index: Int) -> Member {
    precondition(index >= 0 && index < count, "no such member")
    return known?.member(index) ?? members[index]
  }

  /// The index of the last member with this name; nil when there is none.
  @inline(__always)
  public func index(of name: FieldName) -> Int? {
    if let known { return known.index(of: name) }
    let index = Int(slots[Int(name.rawValue)])
    return index < 0 ? nil : index
  }

  /// Scans a line that is to be one JSON object, blanks around it allowed.
  ///
  /// - Parameters:
  ///   - start: The first byte. `start[count]` must be `\n` or `\r` (the line end or a
  ///     sentinel) and 64 more bytes readable.
  ///   - size: Bytes of the line.
  /// - Returns: Nil when the line is a JSON object; the members are then to be read until the next call.
  public mutating func scan(_ start: UnsafePointer<UInt8>, count size: Int) -> Fault? {
    line = start
    self.size = size
    if takeKnown() { return nil }
    known = nil
    count = 0
    seenKeys = 0
    hasDuplicateKeys = false
    hasEscapedKeys = false
    slots.update(repeating: -1, count: Self.slotCount)
    guard let end = scanObject() else { return bounded(size) }
    let behind = skipBlanks(end)
    if behind != size {
      fault = Fault(expected: "the end of the line", offset: behind)
      return bounded(size)
    }
    close = end - 1
    if hasEscapedKeys { resolveEscapedKeys() }
    learn()
    return nil
  }

  /// Takes the line `{"message":"…"}` without a look at it.
  ///
  /// - Parameters:
  ///   - start: The line, which must be what ``scan(_:count:)`` would accept.
  ///   - message: Where its message stands, without the quotes.
  public mutating func take(_ start: UnsafePointer<UInt8>, message: Range<Int>) {
    known = nil
    line = start
    size = message.upperBound + 2
    hasDuplicateKeys = false
    hasEscapedKeys = false
    slots.update(repeating: -1, count: Self.slotCount)
    slots[Int(FieldName.message.rawValue)] = 0
    members[0] = Member(
      keyStart: 2, keyEnd: Int32(truncatingIfNeeded: message.lowerBound - 3),
      valueStart: Int32(truncatingIfNeeded: message.lowerBound - 1),
      valueEnd: Int32(truncatingIfNeeded: message.upperBound + 1), name: .message)
    count = 1
    close = message.upperBound + 1
  }

  // MARK: known members

  /// Takes a record all of whose members but the message are known by their bytes; false for others, with nothing said.
  @inline(__always)
  private mutating func takeKnown() -> Bool {
    guard let front = fronts.find(line) else { return false }
    let start = front.pointee.span
    guard start < size, let end = scanString(start), let back = backs.find(line + end),
      end &+ back.pointee.span == size &+ 1, front.pointee.names & back.pointee.names == 0
    else { return false }
    hasDuplicateKeys = false
    hasEscapedKeys = false
    // The message stands behind the members in front of it, up to its closing quote.
    known = KnownLine(front: front, back: back, end: Int32(truncatingIfNeeded: end))
    count = front.pointee.count &+ back.pointee.count
    close = end &+ back.pointee.closing
    return true
  }

  /// Learns the members around the message of the record scanned last.
  @inline(never)
  private mutating func learn() {
    guard !hasDuplicateKeys, !hasEscapedKeys, let message = index(of: .message),
      line[Int(members[message].valueStart)] == UInt8(ascii: "\""),
      line[size] == UInt8(ascii: "\n")
    else { return }
    for index in 0..<count where members[index].name == nil { return }
    let start = Int(members[message].valueStart) + 1
    let end = Int(members[message].valueEnd)
    if fronts.wants(line, start) {
      fronts.learn(line, start, (0...message).map { members[$0] }, closing: 0)
    }
    guard backs.wants(line + end, size + 1 - end) else { return }
    let rest = (message + 1..<count).map { index in
      var member = members[index]
      member.keyStart -= Int32(end)
      member.keyEnd -= Int32(end)
      member.valueStart -= Int32(end)
      member.valueEnd -= Int32(end)
      return member
    }
    backs.learn(line + end, size + 1 - end, rest, closing: close - end)
  }

  private func bounded(_ size: Int) -> Fault {
    Fault(expected: fault.expected, offset: min(fault.offset, size))
  }

  @inline(never)
  private mutating func fail(_ expected: StaticString, _ offset: Int) -> Int? {
    fault = Fault(expected: expected, offset: offset)
    return nil
  }

  /// The top level: members are noted.
  ///
  /// Returns the offset behind the closing brace.
  @inline(__always)
  private mutating func scanObject() -> Int? {
    var index = skipBlanks(0)
    guard line[index] == UInt8(ascii: "{") else { return fail("a JSON object", index) }
    index = skipBlanks(index &+ 1)
    if line[index] == UInt8(ascii: "}") { return index &+ 1 }
    while true {
      guard line[index] == UInt8(ascii: "\"") else { return fail("a key in quotes", index) }
      let keyStart = index &+ 1
      if count < Self.expectedKeys, let name = expectedName(at: keyStart) {
        let keyEnd = keyStart &+ expected[count].count &- 2
        let valueStart = skipBlanks(keyEnd &+ 2)
        guard let valueEnd = scanValue(valueStart) else { return nil }
        note(name, keyStart, keyEnd, valueStart, valueEnd)
        index = valueEnd
      } else {
        guard let valueEnd = scanMember(keyStart) else { return nil }
        index = valueEnd
      }
      index = skipBlanks(index)
      if line[index] == UInt8(ascii: ",") {
        index = skipBlanks(index &+ 1)
      } else if line[index] == UInt8(ascii: "}") {
        return index &+ 1
      } else {
        return fail("',' or '}' after the value", index)
      }
    }
  }

  @inline(__always)
  private func skipBlanks(_ start: Int) -> Int {
    var index = start
    while true {
      let byte = line[index]
      if byte > 0x20 { return index }
      if byte == 0x20 || byte == 0x09 || index < size && (byte == 0x0D || byte == 0x0A) {
        index &+= 1
      } else {
        return index
      }
    }
  }

  /// Passes a string whose first byte is at `start`; returns the offset behind its closing quote.
  @inline(__always)
  private mutating func scanString(_ start: Int) -> Int? {
    var index = start
    while true {
      let mask = stringEndMask(line + index)
      if mask == 0 {
        index &+= 16
        continue
      }
      index &+= mask.trailingZeroBitCount
      if line[index] == UInt8(ascii: "\"") { return index &+ 1 }
      guard let next = scanEscape(index) else { return nil }
      index = next
    }
  }

  /// Checks the escape at `index`; returns the offset behind it.
  private mutating func scanEscape(_ index: Int) -> Int? {
    guard line[index] == UInt8(ascii: "\\") else {
      return fail("the closing quote", index)
    }
    switch line[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return index + 2
    case UInt8(ascii: "u"):
      for offset in 2..<6 where hexValue(line[index + offset]) == nil {
        return fail("four hexadecimal digits", index + offset)
      }
      return index + 6
    default: return fail("an escape that JSON knows", index + 1)
    }
  }

  /// Passes any value; returns the offset behind it.
  @inline(__always)
  private mutating func scanValue(_ start: Int) -> Int? {
    switch line[start] {
    case UInt8(ascii: "\""): return scanString(start &+ 1)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return scanContainer(start)
    default: return scanScalar(start)
    }
  }

  private mutating func scanScalar(_ start: Int) -> Int? {
    switch line[start] {
    case UInt8(ascii: "t"): return scanLiteral("true", start)
    case UInt8(ascii: "f"): return scanLiteral("false", start)
    case UInt8(ascii: "n"): return scanLiteral("null", start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return scanNumber(start)
    default: return fail("a value", start)
    }
  }

  private mutating func scanLiteral(_ literal: StaticString, _ start: Int) -> Int? {
    let size = literal.utf8CodeUnitCount
    for offset in 0..<size where line[start + offset] != literal.utf8Start[offset] {
      return fail("a value", start)
    }
    return start + size
  }

  private mutating func scanNumber(_ start: Int) -> Int? {
    var index = start
    if line[index] == UInt8(ascii: "-") { index += 1 }
    if line[index] == UInt8(ascii: "0") {
      index += 1
    } else {
      guard let end = scanDigits(index) else { return nil }
      index = end
    }
    if line[index] == UInt8(ascii: ".") {
      guard let end = scanDigits(index + 1) else { return nil }
      index = end
    }
    if line[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if line[index] == UInt8(ascii: "+") || line[index] == UInt8(ascii: "-") { index += 1 }
      guard let end = scanDigits(index) else { return nil }
      index = end
    }
    return index
  }

  private mutating func scanDigits(_ start: Int) -> Int? {
    var index = start
    while line[index] &- 48 < 10 { index &+= 1 }
    return index > start ? index : fail("a digit", index)
  }

  /// Passes an object or array below the top level without recursion.
  private mutating func scanContainer(_ start: Int) -> Int? {
    var depth = 0
    var index = start
    value: while true {
      let byte = line[index]
      if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        let isObject = byte == UInt8(ascii: "{")
        push(isObject, at: depth)
        depth += 1
        index = skipBlanks(index + 1)
        if line[index] != (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) {
          if isObject {
            guard let value = scanKey(index) else { return nil }
            index = value
          }
          continue value
        }
      } else {
        guard let end = scanValueBelow(index) else { return nil }
        index = skipBlanks(end)
      }
      while true {
        let inObject = isObject(at: depth - 1)
        if line[index] == UInt8(ascii: ",") {
          index = skipBlanks(index + 1)
          if inObject {
            guard let value = scanKey(index) else { return nil }
            index = value
          }
          continue value
        }
        guard line[index] == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          return fail(inObject ? "',' or '}'" : "',' or ']'", index)
        }
        depth -= 1
        if depth == 0 { return index + 1 }
        index = skipBlanks(index + 1)
      }
    }
  }

  @inline(__always)
  private mutating func scanValueBelow(_ start: Int) -> Int? {
    line[start] == UInt8(ascii: "\"") ? scanString(start &+ 1) : scanScalar(start)
  }

  /// Passes a key and its colon below the top level; returns where the value starts.
  @inline(__always)
  private mutating func scanKey(_ start: Int) -> Int? {
    guard line[start] == UInt8(ascii: "\"") else { return fail("a key in quotes", start) }
    guard let afterKey = scanString(start &+ 1) else { return nil }
    let colon = skipBlanks(afterKey)
    guard line[colon] == UInt8(ascii: ":") else { return fail("':' after the key", colon) }
    return skipBlanks(colon &+ 1)
  }

  private mutating func growNesting() {
    let grown = UnsafeMutablePointer<UInt64>.allocate(capacity: nestingWords * 2)
    grown.initialize(repeating: 0, count: nestingWords * 2)
    grown.update(from: nesting, count: nestingWords)
    nesting.deallocate()
    nesting = grown
    nestingWords *= 2
  }

  @inline(__always)
  private mutating func push(_ isObject: Bool, at depth: Int) {
    let word = depth >> 6
    if word == nestingWords { growNesting() }
    let bit: UInt64 = 1 << UInt64(depth & 63)
    if isObject { nesting[word] |= bit } else { nesting[word] &= ~bit }
  }

  @inline(__always)
  private func isObject(at depth: Int) -> Bool {
    nesting[depth >> 6] >> UInt64(depth & 63) & 1 == 1
  }

  /// The name that is expected as the next key, if that stands at `start`, with its quote and colon behind it.
  @inline(__always)
  private func expectedName(at start: Int) -> FieldName? {
    let key = expected + count
    let length = key.pointee.count
    var index = 0
    while index < length {
      var good = sameMask(line + start + index, expectedText + count &* Self.expectedSize + index)
      let rest = length &- index
      if rest < 16 { good |= ~((1 &<< UInt32(truncatingIfNeeded: rest)) &- 1) }
      if good & 0xFFFF != 0xFFFF { return nil }
      index &+= 16
    }
    return key.pointee.name
  }

  /// Any member of the top level; returns the offset behind its value.
  @inline(never)
  private mutating func scanMember(_ keyStart: Int) -> Int? {
    guard let afterKey = scanString(keyStart) else { return nil }
    let colon = skipBlanks(afterKey)
    guard line[colon] == UInt8(ascii: ":") else { return fail("':' after the key", colon) }
    let valueStart = skipBlanks(colon &+ 1)
    guard let valueEnd = scanValue(valueStart) else { return nil }
    let keyEnd = afterKey &- 1
    let name = names.find(line + keyStart, count: keyEnd &- keyStart).flatMap(FieldName.init)
    if let name, colon == afterKey, count < Self.expectedKeys { expect(name, keyStart, keyEnd) }
    note(name, keyStart, keyEnd, valueStart, valueEnd)
    return valueEnd
  }

  /// Remembers the key of this place: the next record will most likely have it there, too.
  private mutating func expect(_ name: FieldName, _ keyStart: Int, _ keyEnd: Int) {
    let length = keyEnd - keyStart + 2
    (expectedText + count * Self.expectedSize).update(from: line + keyStart, count: length)
    expected[count] = ExpectedKey(name: name, count: length)
  }

  /// Notes a member of the top level.
  @inline(__always)
  private mutating func note(
    _ name: FieldName?, _ keyStart: Int, _ keyEnd: Int, _ valueStart: Int, _ valueEnd: Int
  ) {
    if count == capacity { growMembers() }
    members[count] = Member(
      keyStart: Int32(truncatingIfNeeded: keyStart), keyEnd: Int32(truncatingIfNeeded: keyEnd),
      valueStart: Int32(truncatingIfNeeded: valueStart),
      valueEnd: Int32(truncatingIfNeeded: valueEnd), name: name)
    if let name {
      if slots[Int(name.rawValue)] >= 0 { hasDuplicateKeys = true }
      slots[Int(name.rawValue)] = Int32(truncatingIfNeeded: count)
    } else {
      noteUnknownKey(keyStart, keyEnd)
    }
    count &+= 1
  }

  private mutating func growMembers() {
    let grown = UnsafeMutablePointer<Member>.allocate(capacity: capacity * 2)
    grown.initialize(from: members, count: count)
    members.deallocate()
    members = grown
    capacity *= 2
  }

  /// Looks for escapes in a key that is not reserved, and for an earlier key of the same bytes.
  private mutating func noteUnknownKey(_ start: Int, _ end: Int) {
    var hash: UInt64 = 0
    for index in start..<end {
      if line[index] == UInt8(ascii: "\\") { hasEscapedKeys = true }
      hash = (hash ^ UInt64(line[index])) &* 0x100_0000_01B3
    }
    let bit: UInt64 = 1 << (hash >> 7 & 63)
    if seenKeys & bit != 0, !hasDuplicateKeys {
      // Many keys fill the 64 bits: then it is cheaper to say "maybe" once than to compare each time.
      hasDuplicateKeys = count > 64 || hasMember(start, end)
    }
    seenKeys |= bit
  }

  private func hasMember(_ start: Int, _ end: Int) -> Bool {
    for index in 0..<count {
      let member = members[index]
      guard Int(member.keyEnd - member.keyStart) == end - start else { continue }
      if memcmp(line + Int(member.keyStart), line + start, end - start) == 0 { return true }
    }
    return false
  }

  /// Names the keys that spell a reserved name with escapes, as `"\u006dessage"` does.
  private mutating func resolveEscapedKeys() {
    hasDuplicateKeys = true  // decided by ``effectiveMembers()``, which compares decoded keys
    for index in 0..<count where members[index].name == nil {
      var key = decodedKey(index)
      let size = key.count
      key.append(contentsOf: repeatElement(0, count: 16))
      let name = key.withUnsafeBufferPointer {
        names.find($0.baseAddress.unsafelyUnwrapped, count: size).flatMap(FieldName.init)
      }
      guard let name else { continue }
      members[index].name = name
      let earlier = slots[Int(name.rawValue)]
      slots[Int(name.rawValue)] = max(earlier, Int32(index))
    }
  }

  /// The key of a member with its escapes decoded; for cold paths.
  public func decodedKey(_ index: Int) -> [UInt8] {
    let member = self[index]
    return decodeJSONString(
      UnsafeBufferPointer(
        start: line + Int(member.keyStart), count: Int(member.keyEnd - member.keyStart)))
  }

  /// The indices of the members that count, in order: of equal keys only the last one.
  ///
  /// For objects that may have duplicate keys; 15 ns a member, ten times that with escapes in some key.
  public func effectiveMembers() -> [Int] {
    if hasEscapedKeys { return effectiveMembersDecoded() }
    var places = 16
    while places < count * 2 { places *= 2 }
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: places) { table in
      table.initialize(repeating: -1)
      var indices: [Int] = []
      indices.reserveCapacity(count)
      // Keys that were made up to meet in one place find the other way.
      var patience = 16 * count + 64
      for index in (0..<count).reversed() {
        let (key, size) = rawKey(index)
        var place = Self.hash(key, size) & (places &- 1)
        var isNew = true
        while isNew, table[place] >= 0 {
          let (other, otherSize) = rawKey(Int(table[place]))
          isNew = otherSize != size || memcmp(other, key, size) != 0
          place = (place &+ 1) & (places &- 1)
          patience &-= 1
        }
        if patience < 0 { return effectiveMembersDecoded() }
        guard isNew else { continue }
        table[place] = Int32(truncatingIfNeeded: index)
        indices.append(index)
      }
      return indices.reversed()
    }
  }

  private func effectiveMembersDecoded() -> [Int] {
    var seen = Set<[UInt8]>()
    var indices: [Int] = []
    for index in (0..<count).reversed() where seen.insert(decodedKey(index)).inserted {
      indices.append(index)
    }
    return indices.reversed()
  }

  @inline(__always)
  private func rawKey(_ index: Int) -> (start: UnsafePointer<UInt8>, count: Int) {
    let member = self[index]
    return (line + Int(member.keyStart), Int(member.keyEnd &- member.keyStart))
  }

  @inline(__always)
  private static func hash(_ key: UnsafePointer<UInt8>, _ size: Int) -> Int {
    var hash = UInt64(truncatingIfNeeded: size)
    for index in 0..<size { hash = (hash ^ UInt64(key[index])) &* 0x9E37_79B9_7F4A_7C15 }
    return Int(truncatingIfNeeded: hash &>> 32)
  }
}
