import CSignals
import Lines
import Platform
import Records

extension FilterRun where Filter: SharedFilter & ~Copyable {
  /// Reads all inputs side by side and writes their records by time, then ends what is to be ended.
  ///
  /// Each input is taken to be in order. A record that is late in its input is written when its turn comes: at once. Of one
  /// time the input that is named first goes first; lines without a time stay behind their record.
  ///
  /// Memory: a block and a filter for each input. Time: O(log of the inputs) a record.
  ///
  /// - Parameter makeFilter: Makes the filter of one input.
  /// - Returns: The exit status.
  /// - Throws: What `makeFilter` throws.
  mutating func merge(_ makeFilter: () throws -> Filter) throws -> ExitStatus {
    var lanes: [MergeLane<Filter>] = []
    for input in InputFile.list(session.options.files) {
      if let lane = open(input, try makeFilter()) { lanes.append(lane) }
    }
    var order = MergeOrder()
    for (index, lane) in lanes.enumerated() where lane.advance() { order.insert(index, lane.time) }
    while let index = order.first {
      let lane = lanes[index]
      output.buffer.append(lane.record)
      output.endRecord()
      if output.buffer.failure != 0 { break }
      if logline_caught_signal() != 0 { for lane in lanes { lane.stop() } }
      let hasNext = lane.advance()
      if !hasNext || !lane.continues { order.replaceFirst(hasNext ? lane.time : nil) }
    }
    output.counters = Counters()
    for lane in lanes { takeOver(lane) }
    return finish()
  }

  /// Opens an input; nil when there is nothing to read, which was said then.
  private mutating func open(_ input: InputFile, _ filter: consuming Filter) -> MergeLane<Filter>? {
    do {
      var reader = LineReader(
        source: try input.open(),
        maximumLine: session.options.maxLine?.bytes ?? traits.maximumLine.bytes,
        oversize: traits.oversize, chunk: MergeOrder.chunk)
      guard try reader.fill() else { return nil }
      if skipsBinary(reader, input) { return nil }
      return MergeLane(input, reader, filter)
    } catch {
      _ = unreadable(error, input)
      return nil
    }
  }

  private mutating func takeOver(_ lane: MergeLane<Filter>) {
    if let failure = lane.failure { _ = unreadable(failure, lane.input) }
    output.counters.add(lane.counters)
    lane.giveCounts(to: &filter)
  }
}
