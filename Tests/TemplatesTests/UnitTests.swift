import Testing

@testable import Templates

@Suite struct UnitTests {
  @Test func `a unit stands behind a number with or without a blank`() {
    #expect(unit("ms") == Found(.duration, 2))
    #expect(unit(" KB,") == Found(.size, 3))
  }

  @Test(arguments: [
    "ns", "us", "µs", "ms", "s", "sec", "secs", "min", "mins", "h", "hr", "hrs", "KB", "MB", "GB",
    "TB", "kB", "KiB",
    "MiB", "GiB", "TiB", "K", "M", "G", "kb", "mb", "gb", "B",
  ])
  func `every unit ends at whatever cannot go on a word`(name: String) {
    for end in ["", ".", ",", ")", " ", "\"", "-", "!"] {
      #expect(unit(name + end)?.end == name.utf8.count, "\(name)\(end)")
    }
    for more in ["x", "é", "7", "_", "/", "S"] {
      #expect(unit(name + more) == nil, "\(name)\(more)")
    }
  }

  @Test(arguments: [
    "", " ", "  ms", "\tms", "x", "5", "millis", "S", "Ms", "bytes", "%", "é", "m", "b", "tb",
  ])
  func `other words are no units`(text: String) { #expect(unit(text) == nil) }

  private struct Found: Equatable {
    var type: ValueType
    var end: Int

    init(_ type: ValueType, _ end: Int) {
      self.type = type
      self.end = end
    }
  }

  private func unit(_ text: String) -> Found? {
    let memory = GuardedMemory(capacity: 64)
    let bytes = Array(text.utf8)
    return Unit(memory.place(bytes), 0, bytes.count).map { Found($0.type, $0.end) }
  }
}
