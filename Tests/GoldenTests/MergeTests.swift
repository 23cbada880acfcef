import TestSupport
import Testing

/// `--merge` against the model: all records with the time of their line or of the one before it in their file, sorted, of one time
/// the earlier file first.
@Suite struct MergeTests {
  @Test(arguments: 0..<12 as Range<UInt64>)
  func `files in order are merged in order, and nothing is lost`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let scratch = try ScratchFolder()
    var all: [(second: Int, file: Int, text: String)] = []
    var names: [String] = []
    for file in 0..<random.number(1...9) {
      var second = -1
      var text = ""
      for line in 0..<random.number(0...400) {
        // No two files have a second in common, so there is one right order.
        if second < 0 || !random.once(in: 4) { second = max(second, 0) + random.number(0...3) }
        let isStamped = second >= 0 && !random.once(in: 5) || line == 0
        let message = "file \(file) line \(line)"
        text += isStamped ? "\(stamp(second * 9 + file)) INFO \(message)\n" : "  \(message)\n"
        let before = all.last.map { $0.file == file ? $0.second : 0 } ?? 0
        all.append((isStamped ? second * 9 + file : before, file, message))
      }
      names.append("f\(file).log")
      try replaceFile("\(scratch.path)/f\(file).log", with: Array(text.utf8))
    }
    let expected = all.enumerated()
      .sorted { ($0.element.second, $0.offset) < ($1.element.second, $1.offset) }
      .map(\.element.text)
    let got = try runShell(
      "lparse --merge --stats \(names.joined(separator: " ")) | jq -r .message | sed 's/^ *//'",
      in: scratch.path, scratch: scratch)
    #expect(
      String(decoding: got.output, as: UTF8.self).split(separator: "\n").map(String.init)
        == expected)
    #expect(String(decoding: got.error, as: UTF8.self).contains("\"records\":\(all.count),"))
  }

  private func stamp(_ second: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "2026-03-14 \(two(second / 3_600)):\(two(second / 60 % 60)):\(two(second % 60))"
  }
}
