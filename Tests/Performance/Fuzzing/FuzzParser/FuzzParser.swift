import Lines
import Platform
import Records
import Support

@testable import Parsing

private struct State: ~Copyable {
  let files = ScratchFiles()
  let line = GuardedLine(capacity: 1 << 16)
  /// What was learned from all inputs so far, and one that learns of ties only.
  var memory = HeaderMemory()
  var fresh = HeaderMemory(remembers: false)
}

nonisolated(unsafe) private var state = State()

private func options() -> ParsingOptions {
  var options = ParsingOptions()
  // 2026-03-14T12:00:00Z.
  options.now = Timestamp(nanoseconds: 1_773_489_600_000_000_000)
  return options
}

private func output(
  _ input: UnsafeBufferPointer<UInt8>, chunk: Int
) -> (output: [UInt8], rejected: [Int]) {
  var parser = LineParser(options())
  return run(&parser, input, chunk: chunk, state.files)
}

/// Records are JSON, their bytes do not hang on the size of reads, our own records pass unchanged, and memory changes no
/// answer.
private func test(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  let input = UnsafeBufferPointer(start: start, count: start == nil ? 0 : count)
  let (whole, rejected) = output(input, chunk: 1 << 16)
  expect(rejected.isEmpty, "lparse never rejects")
  checkRecords(whole)
  let (cut, _) = output(input, chunk: smallChunk(count))
  expect(cut == whole, "small chunks")
  let (again, _) = whole.withUnsafeBufferPointer {
    output($0, chunk: 1 << 16)
  }
  expect(again == whole, "lparse | lparse")
  for line in input.split(separator: UInt8(ascii: "\n")) {
    check(UnsafeBufferPointer(rebasing: line))
  }
  return 0
}

/// Ends the process when what the memory says of a line is not what the grammar says.
private func check(_ line: UnsafeBufferPointer<UInt8>) {
  let text = state.line.place(line)
  let known = state.memory.read(text, count: line.count)
  let new = state.fresh.read(text, count: line.count)
  defer {
    state.memory.note(known)
    state.fresh.note(new)
  }
  let form = state.memory.forms[Int(known)]
  expect(form == state.fresh.forms[Int(new)], "form")
  expect(state.memory.beginsWithKey == state.fresh.beginsWithKey, "key")
  expect(state.memory.lexer.pointee.count <= HeaderLexer.maximumTokens + 1, "tokens")
  guard let form else { return }
  expect(
    state.memory.messageStart(form.tokenCount) == state.fresh.messageStart(form.tokenCount),
    "message")
  for part in form.parts {
    expect(state.memory.slice(part) == state.fresh.slice(part), "\(part)")
  }
  let stamp = state.memory.stamp(form)
  let other = state.fresh.stamp(form)
  expect(
    stamp?.civil == other?.civil && stamp?.epoch == other?.epoch && stamp?.end == other?.end
      && stamp?.offset == other?.offset && stamp?.fractionDigits == other?.fractionDigits, "stamp")
}

@main
enum FuzzParser {
  static func main() { exit(fuzz { test($0, $1) }) }
}
