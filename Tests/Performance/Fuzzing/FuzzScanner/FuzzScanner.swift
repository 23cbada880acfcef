import Platform
import Records
import Support
import TestSupport

/// What lives as long as the fuzzer: the scanner's memory of keys is part of what is tested.
private struct State: ~Copyable {
  var scanner = JSONScanner()
  let line = GuardedLine(capacity: 1 << 16)
}

nonisolated(unsafe) private var state = State()

/// The scanner accepts what RFC 8259 calls an object and nothing else, and finds the same members.
private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  let expected = StrictJSON.members(of: Array(input))
  for end in [UInt8(ascii: "\n"), UInt8(ascii: "\r")] {
    let fault = state.scanner.scan(state.line.place(input, end: end), count: input.count)
    expect((fault == nil) == (expected != nil), "\(fault, default: "accepted")")
    guard let expected else { continue }
    expect(state.scanner.count == expected.count, "members")
    for (index, member) in expected.enumerated() {
      let found = state.scanner[index]
      expect(Int(found.keyStart)..<Int(found.keyEnd) == member.key, "key \(index)")
      expect(Int(found.valueStart)..<Int(found.valueEnd) == member.value, "value \(index)")
    }
    let keys = Set((0..<expected.count).map { state.scanner.decodedKey($0) })
    let kept = state.scanner.effectiveMembers()
    expect(kept.count == keys.count, "of equal keys one")
    expect(kept.count == expected.count || state.scanner.hasDuplicateKeys, "equal keys")
    for name in FieldName.allCases {
      let index = state.scanner.index(of: name)
      expect(index.map { kept.contains($0) } ?? true, "the last one counts")
    }
  }
  return 0
}

@main
enum FuzzScanner {
  static func main() { exit(fuzz { test($0, $1) }) }
}
