import Platform

/// Values of one record that were found by what is around them: as whole words elsewhere, they are the same thing.
///
/// At most 16 of a record; short ones and numbers of few digits are left out, since they also stand for something else.
struct KnownValues {
  private static let most = 16

  private var values: [(bytes: [UInt8], type: DataType)] = []

  var isEmpty: Bool { values.isEmpty }

  mutating func removeAll() { values.removeAll(keepingCapacity: true) }

  /// Remembers a finding of a kind that has no form of its own.
  mutating func note(_ text: UnsafePointer<UInt8>, _ finding: Finding) {
    guard values.count < Self.most, Self.hangsOnContext(finding.type), finding.count >= 4,
      finding.count <= 256
    else { return }
    let bytes = Array(UnsafeBufferPointer(start: text + finding.start, count: finding.count))
    let digits = bytes.count(where: isDigit)
    guard digits < bytes.count || digits >= 6, !values.contains(where: { $0.bytes == bytes }) else {
      return
    }
    values.append((bytes, finding.type))
  }

  private static func hangsOnContext(_ type: DataType) -> Bool {
    switch type {
    case .user, .password, .auth, .cookie, .apiKey, .ssn, .nationalID, .passport, .driverLicense,
      .phone:
      true
    default: false
    }
  }

  /// Adds the places of the values in a text.
  func find(in text: Text, _ spans: inout [Finding]) {
    for (bytes, type) in values where bytes.count <= text.count {
      bytes.withUnsafeBufferPointer { needle in
        var from = 0
        while let start = place(of: needle, in: text, from: from) {
          let end = start + needle.count
          from = start + 1
          if !text.isWord(at: start - 1) || !text.isWord(at: start),
            !text.isWord(at: end) || !text.isWord(at: end - 1),
            !(text[start - 1] == UInt8(ascii: "<") && text[end] == UInt8(ascii: ">"))
          {
            spans.append(Finding(start: start, end: end, type: type))
            from = end
          }
        }
      }
    }
  }

  private func place(of needle: UnsafeBufferPointer<UInt8>, in text: Text, from: Int) -> Int? {
    guard let first = needle.baseAddress else { return nil }
    var from = from
    while from + needle.count <= text.count,
      let hit = memchr(text.start + from, Int32(first[0]), text.count - needle.count + 1 - from)
    {
      let start = text.start.distance(to: UnsafePointer(hit.assumingMemoryBound(to: UInt8.self)))
      if memcmp(text.start + start, first, needle.count) == 0 { return start }
      from = start + 1
    }
    return nil
  }
}
