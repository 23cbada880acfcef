import Platform
import Records
import TestSupport
import Testing

@testable import Selection

@Suite struct ExternalSortTests {
  @Test func `texts come by time, those of one time as they came`() throws {
    #expect(try sorted([(3, "c"), (1, "a"), (3, "d"), (2, "b")]) == ["a", "b", "c", "d"])
  }

  @Test func `a text without a time keeps its place behind the one before it`() throws {
    #expect(
      try sorted([(5, "e"), (nil, "of e"), (2, "b"), (nil, "of b"), (nil, "of b too"), (5, "e2")])
        == ["b", "of b", "of b too", "e", "of e", "e2"])
  }

  @Test func `texts without a time at the beginning belong to the first that has one`() throws {
    #expect(try sorted([(nil, "x"), (nil, "y"), (5, "e"), (2, "b")]) == ["b", "x", "y", "e"])
    #expect(try sorted([(nil, "x"), (nil, "y")]) == ["x", "y"])
  }

  @Test func `an input does not go on with the time of the one before it`() throws {
    var sort = ExternalSort(memory: 1 << 20, folder: "/tmp")
    try add([(9, "late")], to: &sort)
    sort.beginInput()
    try add([(nil, "head"), (1, "early")], to: &sort)
    #expect(try drained(&sort) == ["head", "early", "late"])
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `runs give what a stable sort in memory gives`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let count = random.below(4_000)
    let span = random.pick([3, 100, 1_000_000])
    var texts: [(Int64?, String)] = []
    for index in 0..<count {
      let text = "\(index) " + String(repeating: "x", count: random.below(40))
      texts.append((random.once(in: 10) && index > 0 ? nil : Int64(random.below(span)), text))
    }
    var last: Int64 = 0
    let expected = texts.enumerated().map { index, entry in
      last = entry.0 ?? last
      return (time: last, index: index, text: entry.1)
    }
    .sorted { ($0.time, $0.index) < ($1.time, $1.index) }.map(\.text)
    let memory = random.pick([1 << 10, 1 << 13, 1 << 16, 1 << 24])
    var sort = ExternalSort(memory: memory, folder: "/tmp")
    try add(texts, to: &sort)
    #expect(try drained(&sort) == expected)
    if memory <= 1 << 13, count > 1_000 { #expect(sort.spilled > 0) }
  }

  @Test func `more runs than are merged at once are merged in steps`() throws {
    var sort = ExternalSort(memory: 256, folder: "/tmp")
    let count = ExternalSort.fanIn * ExternalSort.fanIn * 2
    try add((0..<count).map { (Int64($0 * 7_919 % 1_000), "\($0)") }, to: &sort)
    let expected = (0..<count).sorted { ($0 * 7_919 % 1_000, $0) < ($1 * 7_919 % 1_000, $1) }
    #expect(try drained(&sort) == expected.map(String.init))
  }

  @Test func `a text longer than the memory is sorted too`() throws {
    let long = String(repeating: "long", count: 100_000)
    var sort = ExternalSort(memory: 1 << 10, folder: "/tmp")
    try add([(2, long), (1, "a"), (3, long)], to: &sort)
    #expect(try drained(&sort) == ["a", long, long])
  }

  @Test func `temporary files leave nothing behind and are private`() throws {
    let folder = FlatFolder()
    var sort = ExternalSort(memory: 1 << 10, folder: folder.path)
    try add((0..<100).map { (Int64($0), "text \($0)") }, to: &sort)
    #expect(sort.spilled > 0)
    #expect(folder.names.isEmpty)
    let file = try SortFile(folder: folder.path)
    var status = stat()
    #expect(fstat(file.descriptor, &status) == 0)
    #expect(status.st_mode & 0o777 == 0o600)
  }

  @Test func `a folder that is not there is named`() throws {
    var sort = ExternalSort(memory: 256, folder: "/nowhere")
    let error = #expect(throws: SortError.self) {
      try add((0..<100).map { (Int64($0), "text \($0)") }, to: &sort)
    }
    #expect(error == .noFile(folder: "/nowhere", errno: ENOENT))
  }

  private func add(_ texts: [(Int64?, String)], to sort: inout ExternalSort) throws(SortError) {
    for (time, text) in texts {
      let bytes = Array(text.utf8)
      let failure = bytes.withUnsafeBufferPointer { bytes -> SortError? in
        do throws(SortError) {
          try sort.add(bytes, at: time.map { Timestamp(nanoseconds: $0) })
          return nil
        } catch {
          return error
        }
      }
      if let failure { throw failure }
    }
  }

  private func drained(_ sort: inout ExternalSort) throws -> [String] {
    var texts: [String] = []
    try sort.finish {
      texts.append(String(decoding: $0, as: UTF8.self))
      return true
    }
    return texts
  }

  private func sorted(_ texts: [(Int64?, String)]) throws -> [String] {
    var sort = ExternalSort(memory: 1 << 20, folder: "/tmp")
    try add(texts, to: &sort)
    return try drained(&sort)
  }
}
