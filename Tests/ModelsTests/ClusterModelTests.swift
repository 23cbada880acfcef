import Templates
import TestSupport
import Testing

@testable import Models

@Suite struct ClusterModelTests {
  @Test func `a model is one JSON object that says what it is`() throws {
    let state = try learned(["disk sda is 12% full", "disk sda is 7% full"])
    let text = String(decoding: ClusterModel.text(of: state), as: UTF8.self)
    #expect(text.hasPrefix("{\"logline\":\"cluster-model\",\"version\":1,\n"))
    #expect(text.contains("\"template\":\"disk sda is <PERCENT> full\",\"count\":2,"))
    #expect(StrictJSON.members(of: Array(text.utf8)) != nil)
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `what is written is read again`(seed: UInt64) throws {
    var options = MiningOptions()
    options.masks = [
      UserMask(name: "ORDER", pattern: "SO-\\d+"), UserMask(name: "IP", pattern: "x"),
    ]
    options.keptWords = ["node77", "\"é\n"]
    let state = try learned(
      messages(seed: seed, count: 500)
        + ["order SO-1 of x", "tab\tand \"quote\" mode=", "a=\"b\" \u{1}\u{7F}é", ""], options)
    let text = ClusterModel.text(of: state)
    let read = try ClusterModel.state(of: text)
    #expect(read == state)
    #expect(ClusterModel.text(of: read) == text)
    #expect(ClusterModel.text(of: read, patterns: try read.patterns()) == text)
  }

  @Test func `rows that prove to be one are members of one pattern, and are read as rows`() throws {
    let one = try learned(["web_a", "web_b", "web_c"].map { "stopped the pool \($0)" })
    let two = try learned(["web_d", "web_e", "web_f"].map { "stopped the pool \($0)" })
    let state = try #require(MinerState.joined([one, two]))
    let text = ClusterModel.text(of: state, patterns: try state.patterns())
    #expect(
      String(decoding: text, as: UTF8.self).contains(
        "stopped the pool <*>\",\"count\":6,\"members\":["))
    #expect(StrictJSON.members(of: text) != nil)
    #expect(try ClusterModel.state(of: text) == state)
  }

  @Test func `every flipped bit is noticed`() throws {
    let text = try sample()
    for index in text.indices {
      for bit in 0..<8 {
        var changed = text
        changed[index] ^= 1 << UInt8(bit)
        #expect(throws: ModelError.self) { try ClusterModel.state(of: changed) }
      }
    }
  }

  @Test func `a model cut anywhere is noticed`() throws {
    let text = try sample()
    for count in text.indices {
      #expect(throws: ModelError.self) { try ClusterModel.state(of: Array(text[..<count])) }
    }
    #expect(throws: ModelError.self) { try ClusterModel.state(of: text + [0x0A]) }
  }

  @Test(arguments: [
    ("", "is empty; remove it to begin a new model"),
    ("hello\n", "is no model; expected {\"logline\":\"cluster-model\",…"),
    (
      "{\"logline\":\"cluster-model\",\"version\":2,\n",
      "has version 2 of the format, and this program knows 1; update the program"
    ),
    ("{\"logline\":\"count-model\",\"version\":1,\n", "is a count-model, expected a cluster-model"),
    (
      "{\"logline\":\"cluster-model\",\"version\":1,\n",
      "is damaged: the end is missing; restore a copy, or remove it to begin anew"
    ),
  ])
  func `what is wrong with a file is said`(text: String, message: String) {
    do {
      _ = try ClusterModel.state(of: Array(text.utf8))
      Issue.record("read")
    } catch {
      #expect("\(error)" == message)
    }
  }

  /// What no run writes, with a checksum that fits: an error, and no crash.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func `a forged model is an error or a model`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var text = Array(try sample().dropLast(ClusterModel.checksumSize))
    for _ in 0..<random.number(1...3) {
      let index = 40 + random.below(text.count - 40)
      switch random.below(3) {
      case 0: text[index] = random.pick(Array("0a\"[],nul{}\\".utf8))
      case 1: text.remove(at: index)
      default: text.insert(random.pick(Array("\"[],0".utf8)), at: index)
      }
    }
    let sum = text.withUnsafeBufferPointer { Checksum.text($0) }
    let forged = text + ClusterModel.checksumKey.utf8 + sum + "\"}\n".utf8
    guard let state = try? ClusterModel.state(of: forged) else { return }
    _ = try? state.patterns()
  }

  private func sample() throws -> [UInt8] {
    ClusterModel.text(of: try learned(messages(seed: 1, count: 12) + ["mode=fast x=()"]))
  }
}
