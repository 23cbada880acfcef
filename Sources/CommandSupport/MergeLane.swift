import Lines
import Platform
import Records

/// One input of a merge: read as far as the record at hand.
///
/// Memory: a block of the input, and what its filter makes of one line.
final class MergeLane<Filter: LineFilter & ~Copyable> {
  let input: InputFile
  private var reader: LineReader
  private var filter: Filter
  private var output = RecordOutput(descriptor: -1)
  private var records = WrittenRecords()
  private var start = 0
  private var end = 0
  private var isAtEnd = false
  private(set) var failure: (any Error)?
  /// The time of the record at hand; one without a time is of that of the record before it, those before the first are the
  /// earliest of all.
  private(set) var time = Timestamp(nanoseconds: .min)
  /// Whether the record at hand has no time of its own, and belongs to the one before it.
  private(set) var continues = false

  init(_ input: InputFile, _ reader: consuming LineReader, _ filter: consuming Filter) {
    self.input = input
    self.reader = reader
    self.filter = filter
    self.filter.beginInput(name: input.path)
  }

  /// What became of the lines.
  var counters: Counters { output.counters }

  /// The record at hand.
  var record: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: output.buffer.contents[start..<end])
  }

  /// Goes to the next record; false when there is none.
  func advance() -> Bool {
    start = end + 1
    while start >= output.buffer.count {
      output.buffer.clear()
      start = 0
      if isAtEnd { return false }
      readLine()
    }
    let bytes = output.buffer.contents
    end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let stated = records.time(of: record)
    continues = stated == nil
    if let stated { time = stated }
    return true
  }

  /// Feeds the filter with a line, or lets it end what it holds back.
  private func readLine() {
    if let line = reader.next() {
      output.counters.lines += 1
      // What is merged is raw text, of which nothing is rejected.
      _ = filter.consume(line, to: &output)
      return
    }
    do {
      if try reader.fill() { return }
    } catch {
      failure = error
    }
    isAtEnd = true
    filter.finish(to: &output)
  }

  /// Lets no further line be read.
  func stop() { isAtEnd = true }

  /// Hands over what the filter has counted.
  func giveCounts(to total: inout Filter) where Filter: SharedFilter {
    total.takeCounts(from: &filter)
  }
}
