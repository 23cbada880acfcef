import Lines

/// Where a stage writes its records and events, and the counters that tell what became of each line.
public struct RecordOutput: ~Copyable {
  /// The bytes on their way out.
  ///
  /// Write to it between ``begin()`` and ``endRecord()``.
  public var buffer: OutputBuffer
  /// What became of every line.
  public var counters = Counters()
  /// Rewrites each finished record (`--only`, `--drop`, forms for a terminal); nil leaves them alone.
  private let rewrite: ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)?

  /// Makes an output.
  ///
  /// - Parameters:
  ///   - descriptor: Where the bytes go.
  ///   - rewrite: Receives each finished record or event with its line end; what it returns is written
  ///     instead (nil: the record as it is).
  public init(
    descriptor: Int32, rewrite: ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)? = nil
  ) {
    buffer = OutputBuffer(descriptor: descriptor)
    self.rewrite = rewrite
  }

  /// Makes an output whose blocks go to `sink`.
  public init(sink: any OutputSink, rewrite: ((UnsafeBufferPointer<UInt8>) -> [UInt8]?)? = nil) {
    buffer = OutputBuffer(sink: sink)
    self.rewrite = rewrite
  }

  /// Ends a record that was written to ``buffer``: adds the line end and counts it.
  @inline(__always)
  public mutating func endRecord() {
    endLine()
    counters.records &+= 1
  }

  /// Ends a record, with its line end, that a cursor of ``buffer`` has written.
  @inline(__always)
  public mutating func endRecord(at cursor: OutputCursor) {
    buffer.advance(to: cursor)
    if let rewrite { buffer.replacePending(rewrite) }
    buffer.commit()
    counters.records &+= 1
  }

  /// Ends an event that was written to ``buffer``: adds the line end and counts it.
  public mutating func endEvent() {
    endLine()
    counters.events += 1
  }

  @inline(__always)
  private mutating func endLine() {
    buffer.append(UInt8(ascii: "\n"))
    if let rewrite { buffer.replacePending(rewrite) }
    buffer.commit()
  }

  /// Writes a record as it came, up to its closing brace; of equal keys the last one.
  public mutating func pass(_ record: borrowing Record) {
    if record.scanner.pointee.hasDuplicateKeys {
      writeMembers(record, [])
    } else {
      buffer.append(record.start, count: record.scanner.pointee.close + 1)
    }
    endRecord()
  }

  /// Writes an event as it came, up to its closing brace; of equal keys the last one.
  public mutating func passEvent(_ record: borrowing Record) {
    if record.scanner.pointee.hasDuplicateKeys {
      writeMembers(record, [])
    } else {
      buffer.append(record.start, count: record.scanner.pointee.close + 1)
    }
    endEvent()
  }

  /// Writes a record with members at its end that it does not have yet.
  ///
  /// - Parameters:
  ///   - record: The record.
  ///   - members: Their text, with a comma before each.
  @inline(__always)
  public mutating func write(
    _ record: borrowing Record, appending members: UnsafeBufferPointer<UInt8>
  ) {
    if record.scanner.pointee.hasDuplicateKeys || record.scanner.pointee.count == 0 {
      return writeSlowly(record, appending: members)
    }
    let close = record.scanner.pointee.close
    var cursor = buffer.cursor(reserving: close &+ members.count &+ 16)
    cursor.put(record.start, count: close)
    if let start = members.baseAddress { cursor.put(start, count: members.count) }
    cursor.put(UInt8(ascii: "}"))
    buffer.advance(to: cursor)
    endRecord()
  }

  @inline(never)
  private mutating func writeSlowly(
    _ record: borrowing Record, appending members: UnsafeBufferPointer<UInt8>
  ) {
    if record.scanner.pointee.count > 0 {
      writeMembers(record, [])
      // The closing brace comes again behind the new members.
      buffer.removeLast()
      buffer.append(members)
    } else {
      buffer.append(UInt8(ascii: "{"))
      buffer.append(UnsafeBufferPointer(rebasing: members.dropFirst()))
    }
    buffer.append(UInt8(ascii: "}"))
    endRecord()
  }

  /// Writes a record with the stage's own keys set: in place where it has them, else at its end.
  @inline(__always)
  public mutating func write(_ record: borrowing Record, setting edits: borrowing RecordEdits) {
    let text = edits.text.pending
    if hasAny(record, edits) || record.scanner.pointee.hasDuplicateKeys {
      writeMembers(record, edits.edits, text)
    } else {
      let close = record.scanner.pointee.close
      buffer.append(record.start, count: close)
      let isEmpty = record.scanner.pointee.count == 0 && text.count > 0
      buffer.append(UnsafeBufferPointer(rebasing: text[(isEmpty ? 1 : 0)...]))
      buffer.append(UInt8(ascii: "}"))
    }
    endRecord()
  }

  @inline(__always)
  private func hasAny(_ record: borrowing Record, _ edits: borrowing RecordEdits) -> Bool {
    for index in edits.edits.indices where record.has(edits.edits[index].name) { return true }
    return false
  }

  /// Writes the record with the values of `edits` in the place of the old ones and the other keys at
  /// its end.
  ///
  /// Of equal keys the last one stays; each of the others goes with the comma behind it.
  private mutating func writeMembers(
    _ record: borrowing Record, _ edits: [RecordEdits.Edit],
    _ text: UnsafeBufferPointer<UInt8> = UnsafeBufferPointer(start: nil, count: 0)
  ) {
    let scanner = record.scanner
    let kept = scanner.pointee.hasDuplicateKeys ? scanner.pointee.effectiveMembers() : nil
    var keptBefore = 0
    var copied = 0
    var replaced: UInt64 = 0  // bit n for the name of raw value n
    for index in 0..<scanner.pointee.count {
      let member = scanner.pointee[index]
      if let kept, kept[keptBefore] != index {
        buffer.append(record.start + copied, count: Int(member.keyStart) - 1 - copied)
        // An equal key comes later, so there is a next member.
        copied = Int(scanner.pointee[index + 1].keyStart) - 1
        continue
      }
      keptBefore += 1
      guard let name = member.name, let edit = edits.first(where: { $0.name == name }) else {
        continue
      }
      buffer.append(record.start + copied, count: Int(member.valueStart) - copied)
      buffer.append(UnsafeBufferPointer(rebasing: text[edit.valueStart..<edit.valueEnd]))
      copied = Int(member.valueEnd)
      replaced |= 1 << UInt64(name.rawValue)
    }
    let close = scanner.pointee.close
    buffer.append(record.start + copied, count: close - copied)
    var isEmpty = scanner.pointee.count == 0
    for edit in edits where replaced >> UInt64(edit.name.rawValue) & 1 == 0 {
      let start = isEmpty ? edit.start + 1 : edit.start
      buffer.append(UnsafeBufferPointer(rebasing: text[start..<edit.valueEnd]))
      isEmpty = false
    }
    buffer.append(UInt8(ascii: "}"))
  }
}
