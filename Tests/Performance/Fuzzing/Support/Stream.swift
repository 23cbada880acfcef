import Lines
import Platform
import Records
import TestSupport

/// A file without a name that is used again and again.
struct Scratch: ~Copyable {
  private let file = NamelessFile()

  /// The descriptor, after the file was emptied, filled and rewound.
  func refill(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
    expect(ftruncate(file.descriptor, 0) == 0, "no file")
    let written = pwrite(file.descriptor, bytes.baseAddress, bytes.count, 0)
    expect(written == bytes.count, "no file")
    lseek(file.descriptor, 0, SEEK_SET)
    return file.descriptor
  }

  /// What was written since.
  var content: [UInt8] { file.content }
}

/// The files of a run: its input and its output.
public struct ScratchFiles: ~Copyable {
  let input = Scratch()
  let output = Scratch()

  public init() {}
}

/// Runs a filter over an input as a command does, and checks what holds for every run.
///
/// - Parameters:
///   - filter: The filter, to be used for this run alone. (One that is given away is not freed by the compiler of Swift 6.3.)
///   - input: All of its input.
///   - chunk: Bytes in one read.
///   - files: For its input and output.
/// - Returns: What it has written, and which lines it has rejected.
public func run<Filter: LineFilter & ~Copyable>(
  _ filter: inout Filter, _ input: UnsafeBufferPointer<UInt8>, chunk: Int,
  _ files: borrowing ScratchFiles
) -> (output: [UInt8], rejected: [Int]) {
  var reader = LineReader(
    source: ByteSource(descriptor: files.input.refill(input), closesDescriptor: false),
    maximumLine: 1 << 20, oversize: .cut, chunk: chunk)
  let empty = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
  var output = RecordOutput(descriptor: files.output.refill(empty))
  var rejected: [Int] = []
  filter.beginInput(name: nil)
  while (try? reader.fill()) ?? false {
    while let line = reader.next() {
      output.counters.lines += 1
      if filter.consume(line, to: &output) != nil { rejected.append(line.number) }
    }
  }
  filter.finish(to: &output)
  output.buffer.flush()
  expect(output.counters.isBalanced, output.counters.json(command: "fuzz"))
  expect(output.counters.rejected == rejected.count, "rejected lines are counted")
  return (files.output.content, rejected)
}

/// Bytes in one read of the run that is held against one read of all: each read is a system call.
public func smallChunk(_ count: Int) -> Int { count < 200 ? 1 : 7 }

/// Ends the process unless each line is one JSON object in UTF-8 without equal keys.
public func checkRecords(_ output: [UInt8]) {
  expect(output.isEmpty || output.last == UInt8(ascii: "\n"), "the last line has no end")
  expect(String(validating: output, as: UTF8.self) != nil, "not UTF-8")
  for line in output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .dropLast()
  {
    let text = Array(line)
    guard let members = StrictJSON.members(of: text) else {
      broken("no JSON: \(String(decoding: line, as: UTF8.self))")
    }
    var keys: Set<[UInt8]> = []
    for member in members {
      let isNew = text[member.key].withUnsafeBufferPointer {
        keys.insert(decodeJSONString($0)).inserted
      }
      expect(isNew, "equal keys: \(String(decoding: line, as: UTF8.self))")
    }
  }
}
