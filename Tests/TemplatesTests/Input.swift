import Platform
import TestSupport

@testable import Templates

/// Memory that ends 64 bytes before a page that cannot be read: to read further ends the test run.
struct GuardedMemory: ~Copyable {
  private let start: UnsafeMutablePointer<UInt8>
  private let size: Int
  private let page = Int(sysconf(Int32(_SC_PAGESIZE)))

  init(capacity: Int) {
    size = (capacity + 64 + page - 1) / page * page
    let memory = mmap(nil, size + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
    guard let memory, memory != MAP_FAILED else { preconditionFailure("no memory") }
    precondition(mprotect(memory + size, page, PROT_NONE) == 0, "no guard")
    start = memory.assumingMemoryBound(to: UInt8.self)
  }

  deinit { munmap(start, size + page) }

  /// Puts `bytes` there with 64 bytes of rubbish behind, which go on with the text if they are looked at.
  func place(_ bytes: [UInt8]) -> UnsafePointer<UInt8> {
    let target = start + (size - 64 - bytes.count)
    for (index, byte) in bytes.enumerated() { target[index] = byte }
    let rubbish = Array("0.1\"aZ<9:=>ms%/x@".utf8)
    for index in 0..<64 { target[bytes.count + index] = rubbish[index % rubbish.count] }
    return UnsafePointer(target)
  }
}

/// A miner and the memory of its messages.
struct Mine: ~Copyable {
  var miner: TemplateMiner
  private let memory = GuardedMemory(capacity: 1 << 20)

  init(maximumClusters: Int = 10_000) throws {
    var options = MiningOptions(maximumClusters: maximumClusters)
    options.keepsAliases = true
    try self.init(options)
  }

  init(_ options: MiningOptions) throws { miner = try TemplateMiner(options) }

  /// Takes a message in; its slot.
  @discardableResult
  mutating func observe(_ message: [UInt8], weight: Int = 1) -> Int {
    miner.observe(memory.place(message), count: message.count, weight: weight)
  }

  /// As above.
  @discardableResult
  mutating func observe(_ message: String, weight: Int = 1) -> Int {
    observe(Array(message.utf8), weight: weight)
  }

  /// The template of a message.
  mutating func template(_ message: String) -> String {
    text(miner.template(of: observe(message)))
  }

  /// The templates of all clusters, sorted, with their ids and counts.
  var inventory: [String] {
    miner.liveSlots.map { slot in
      "\(miner.id(of: slot).text) \(miner.clusters[slot].count) \(text(miner.template(of: slot)))"
    }.sorted()
  }

  /// The templates alone, sorted.
  var templates: [String] { miner.liveSlots.map { text(miner.template(of: $0)) }.sorted() }
}

/// The template of one message by itself.
func firstSight(_ message: String) throws -> String {
  var mine = try Mine()
  return mine.template(message)
}

extension ClusterID {
  /// The id of a first-sight template.
  init(firstSight template: [UInt8]) {
    var sight = FirstSight()
    template.withUnsafeBufferPointer { sight.append($0) }
    self = sight.id
  }
}

/// The text of bytes.
func text(_ bytes: some Sequence<UInt8>) -> String { String(decoding: Array(bytes), as: UTF8.self) }

/// Messages that look like those of logs, and some that do not.
struct MessageGenerator {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let words = [
    "connection", "to", "from", "user", "failed", "Accepted", "the", "true", "null", "ssh2",
    "and/or",
    "NullPointerException", "größe", "接続", "😀", "x", "not", "fine", "HTTP/1.1", "e.g.", "done.",
    "*",
    "what?!", "...", "-", "--", "=", "#", "May", "Mon", "be", "dead", "k8s", "_", "\\", "C:",
    "<EMAIL>",
    "<USER:3fa9>", "<*>", "<NUM>", "<NUM", "<X>", "NUM>",
  ]
  private static let values = [
    "7", "-12", "3.14", "1,204,000", "10.0.0.7", "10.0.0.7:22", "10.1.0.0/16", "fe80::1", "::1",
    "2001:db8:0:0:0:0:2:1", "00:1b:44:11:3a:b7", "9f2c41d0-7ab3-4e5f-8a9b-0c1d2e3f4a5b",
    "0xdeadbeef",
    "4BF92F3577B34DA6", "2024-01-15T10:30:45.123Z", "2024-01-15 10:30:45,123", "Jan 15 10:30:45",
    "14 Mar 2026", "12:30:45", "5012 ms", "3s", "1h2m3s", "9.6 KB", "10MiB", "91%", "v1.2.3",
    "1.2.3-rc1.",
    "https://a.example/x?y=1,2", "ops@example.org", "/var/log/syslog", "/etc/passwd:", "lib/x.so",
    "C:\\Windows\\x.dll", "db1.prod.example", "org.acme.db.Pool", "blk_-123", "worker-3", "4xx",
    "a1b2",
  ]
  private static let separators = [
    " ", " ", " ", " ", "  ", "\t", ", ", ": ", "=", ":", ";", "|", " (", ") ", "[", "] ", "{", "}",
    "'", " \"",
    "\" ", "\"", "\\\"", "<", ">", "", "\0", "\n", "\u{1}", ". ", "? ", "!", "=\"", "\"\"",
    "(((((((", "======",
  ]

  /// A message of words, values and separators.
  mutating func message() -> [UInt8] {
    var text = ""
    for _ in 0..<random.pick([0, 1, 1, 2, 3, 5, 8, 13, 40]) {
      text += random.pick(random.below(2) == 0 ? Self.words : Self.values)
      text += random.pick(Self.separators)
    }
    return Array(text.utf8)
  }

  /// A message of characters out of a small set, where accidents are frequent.
  mutating func noise() -> [UInt8] {
    let alphabet = Array("ab0 1.:=<>\"'-/@%(é*N\\".unicodeScalars)
    var text = ""
    for _ in 0..<random.below(24) { text.unicodeScalars.append(random.pick(alphabet)) }
    return Array(text.utf8)
  }
}

/// The message with its runs of blanks and control characters made one blank.
func squeezed(_ message: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  for byte in message where byte > 0x20 || result.last != 0x20 { result.append(max(byte, 0x20)) }
  return result
}
