import Lines
import Records

/// What the records of lines with one known header have in common: all bytes in front of the message and behind it, but for
/// digits, which are copied from the line.
///
/// Digits that stand near each other in line and record are copied eight bytes at a time, under a mask, from the first to the
/// last: what one patch writes behind its own digits the next one writes again. A record costs some
/// 100 instructions and its message, whatever its fields are; written by its ``HeaderPlan`` 500.
struct HeaderText {
  /// Digits of the line and their place in the record.
  struct Patch {
    var from: Int
    var to: Int
    /// Which of eight bytes are copied, and the others.
    var mask: UInt64
    var others: UInt64 = 0

    /// Writes the eight bytes without reading them: the processor would wait for the bytes just written.
    @inline(__always)
    func apply(_ line: UnsafePointer<UInt8>, _ record: UnsafeMutablePointer<UInt8>) {
      let digits = UInt64(
        littleEndian: UnsafeRawPointer(line + from).loadUnaligned(as: UInt64.self))
      UnsafeMutableRawPointer(record + to).storeBytes(
        of: (others | digits & mask).littleEndian, as: UInt64.self)
    }
  }

  /// Bytes that stand together, 16 spare ones behind them, and the digits among them.
  struct Part {
    let bytes: UnsafeMutablePointer<UInt8>
    let count: Int
    let patches: UnsafeMutablePointer<Patch>
    let patchCount: Int

    @inline(__always)
    func patch(_ line: UnsafePointer<UInt8>, _ record: UnsafeMutablePointer<UInt8>) {
      for index in 0..<patchCount { (patches + index).pointee.apply(line, record) }
    }
  }

  let plan: HeaderPlan
  let front: Part
  let back: Part
  /// Where the stamp that dates the record begins, and its place; -1 for none.
  let stampStart: Int
  let place: Int
  /// Where the record's time begins.
  let timeStart: Int
  /// Where numbers begin that are no numbers with a zero there.
  let leads: UnsafeMutablePointer<Int>
  let leadCount: Int

  /// Whether it is the text for a line with the known header.
  @inline(__always)
  func holds(
    _ line: UnsafePointer<UInt8>, _ stamps: borrowing StampReader, _ inference: inout YearInference
  ) -> Bool {
    for index in 0..<leadCount where line[leads[index]] == UInt8(ascii: "0") { return false }
    return place < 0 || stamps.hasDay(place, line + stampStart, &inference)
  }

  /// Puts what stands in front of the message.
  @inline(__always)
  func putFront(
    _ line: UnsafePointer<UInt8>, _ stamps: borrowing StampReader, _ cursor: inout OutputCursor
  ) {
    let start = cursor.position
    cursor.put(short: front.bytes, count: front.count)
    if place >= 0 { stamps.putDay(place, at: start + timeStart) }
    front.patch(line, start)
  }

  /// Puts what stands behind it.
  @inline(__always)
  func putBack(_ line: UnsafePointer<UInt8>, _ cursor: inout OutputCursor) {
    let start = cursor.position
    cursor.put(short: back.bytes, count: back.count)
    back.patch(line, start)
  }

  /// Frees the memory; the text must not be used again.
  func deallocate() {
    front.bytes.deallocate()
    front.patches.deallocate()
    back.bytes.deallocate()
    back.patches.deallocate()
    leads.deallocate()
  }
}

/// The texts of the headers of ``KnownHeaders``, by number, each made when a line has been written by its plan.
struct HeaderTexts: ~Copyable {
  private let texts: UnsafeMutablePointer<HeaderText>
  /// Which of them are made.
  private let isMade: UnsafeMutablePointer<Bool>
  /// How often the header was found known before its text was made; its records cannot be written by one when that is
  /// more than ``patience``.
  private let uses: UnsafeMutablePointer<UInt8>
  private static let patience: UInt8 = 2
  private var version = 0

  init() {
    texts = .allocate(capacity: KnownHeaders.maximumCount)
    isMade = .allocate(capacity: KnownHeaders.maximumCount)
    isMade.initialize(repeating: false, count: KnownHeaders.maximumCount)
    uses = .allocate(capacity: KnownHeaders.maximumCount)
    uses.initialize(repeating: 0, count: KnownHeaders.maximumCount)
  }

  deinit {
    removeAll()
    texts.deallocate()
    isMade.deallocate()
    uses.deallocate()
  }

  func removeAll() {
    for index in 0..<KnownHeaders.maximumCount where isMade[index] { texts[index].deallocate() }
    isMade.update(repeating: false, count: KnownHeaders.maximumCount)
    uses.update(repeating: 0, count: KnownHeaders.maximumCount)
  }

  /// The text for the header that `memory` has found known.
  @inline(__always)
  func text(_ memory: UnsafeMutablePointer<HeaderMemory>) -> UnsafeMutablePointer<HeaderText>? {
    let number = Int(memory.pointee.knownNumber)
    guard number >= 0, version == memory.pointee.knownVersion, isMade[number] else { return nil }
    return texts + number
  }

  /// Makes the text for the header that `memory` has found known, whose record was just written by `plan`.
  mutating func learn(
    _ plan: HeaderPlan, _ memory: UnsafeMutablePointer<HeaderMemory>,
    _ inference: inout YearInference
  ) {
    guard memory.pointee.knownNumber >= 0 else { return }
    if version != memory.pointee.knownVersion { removeAll() }
    version = memory.pointee.knownVersion
    let number = Int(memory.pointee.knownNumber)
    guard uses[number] < Self.patience else { return }
    uses[number] += 1
    guard uses[number] == Self.patience else { return }
    var draft = HeaderTextDraft(line: memory.pointee.lexer.pointee.text)
    guard let text = draft.text(plan, memory, &inference) else { return }
    (texts + number).initialize(to: text)
    isMade[number] = true
  }
}

/// Puts a ``HeaderText`` together from a line and the plan of its header.
private struct HeaderTextDraft: ~Copyable {
  private let line: UnsafePointer<UInt8>
  private var buffer = OutputBuffer(descriptor: -1)
  private var digits: [(from: Int, to: Int)] = []
  private var leads: [Int] = []

  init(line: UnsafePointer<UInt8>) { self.line = line }

  /// The text; nil when the record's bytes hang on more than its digits.
  mutating func text(
    _ plan: HeaderPlan, _ memory: UnsafeMutablePointer<HeaderMemory>,
    _ inference: inout YearInference
  ) -> HeaderText? {
    var front: HeaderText.Part?
    var stampStart = 0
    var place = -1
    var step = plan.steps
    while true {
      buffer.append(UnsafeBufferPointer(start: step.pointee.piece, count: step.pointee.count))
      let slice = memory.pointee.slice(step.pointee.first, step.pointee.last, step.pointee.extent)
      switch step.pointee.action {
      case .time:
        stampStart = slice.start
        place = memory.pointee.place(plan.datingToken)
        guard place >= 0,
          memory.pointee.lexer.pointee.stamps.hasDay(place, line + stampStart, &inference)
        else { return nil }
        addTime(place, stampStart, memory)
      case .text: add(slice)
      case .number:
        guard addNumber(slice) else { return nil }
      case .origin: return nil
      case .message: front = part()
      case .end:
        guard let front else { return nil }
        let starts = UnsafeMutablePointer<Int>.allocate(capacity: leads.count)
        for (index, lead) in leads.enumerated() { (starts + index).initialize(to: lead) }
        return HeaderText(
          plan: plan, front: front, back: part(), stampStart: stampStart, place: place,
          timeStart: plan.steps.pointee.count, leads: starts, leadCount: leads.count)
      }
      step += 1
    }
  }

  private mutating func addTime(
    _ place: Int, _ start: Int, _ memory: UnsafeMutablePointer<HeaderMemory>
  ) {
    let first = buffer.count
    var cursor = buffer.cursor(reserving: 64)
    memory.pointee.lexer.pointee.stamps.put(place, line + start, to: &cursor)
    buffer.advance(to: cursor)
    for (from, to) in memory.pointee.lexer.pointee.stamps.digits(place) {
      digits.append((start + from, first + to))
    }
  }

  private mutating func add(_ slice: Slice) {
    for index in slice.start..<slice.end {
      if line[index] &- 48 < 10 { digits.append((index, buffer.count)) }
      buffer.append(escaping: line + index, count: 1)
    }
  }

  private mutating func addNumber(_ slice: Slice) -> Bool {
    let isQuoted = slice.count > 18
    if slice.count > 1, !isQuoted {
      if line[slice.start] == UInt8(ascii: "0") { return false }
      leads.append(slice.start)
    }
    if isQuoted { buffer.append(UInt8(ascii: "\"")) }
    add(slice)
    if isQuoted { buffer.append(UInt8(ascii: "\"")) }
    return true
  }

  /// Takes what was added since the last part.
  private mutating func part() -> HeaderText.Part {
    let count = buffer.count
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 16)
    bytes.initialize(repeating: 0, count: count + 16)
    if let start = buffer.pending.baseAddress { bytes.update(from: start, count: count) }
    var patches: [HeaderText.Patch] = []
    for (from, to) in digits.sorted(by: { $0.to < $1.to }) {
      if let last = patches.last, to - last.to < 8, to - last.to == from - last.from {
        patches[patches.count - 1].mask |= 0xFF << UInt64((to - last.to) * 8)
      } else {
        patches.append(HeaderText.Patch(from: from, to: to, mask: 0xFF))
      }
    }
    let copies = UnsafeMutablePointer<HeaderText.Patch>.allocate(capacity: patches.count)
    for (index, patch) in patches.enumerated() {
      let around = UInt64(
        littleEndian: UnsafeRawPointer(bytes + patch.to).loadUnaligned(as: UInt64.self))
      (copies + index).initialize(to: patch)
      copies[index].others = around & ~patch.mask
    }
    buffer.clear()
    digits = []
    return HeaderText.Part(bytes: bytes, count: count, patches: copies, patchCount: patches.count)
  }
}
