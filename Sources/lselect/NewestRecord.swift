import CommandSupport
import Lines
import Parsing
import Records

/// Finds the newest time of all records (`--now last`).
struct NewestRecord: Stage, ~Copyable {
  private(set) var time: Timestamp?

  mutating func consume(_ record: borrowing Record, to output: inout RecordOutput) {
    guard let stated = record.timestamp else { return }
    if time.map({ $0 < stated }) ?? true { time = stated }
  }

  /// The newest time in files of records.
  ///
  /// - Throws: ``CommandFailure`` when one cannot be read.
  static func time(in files: [String], maximumLine: ByteSize) throws -> Timestamp? {
    var filter = RecordFilter(stage: NewestRecord(), passesEvents: false)
    var ignored = RecordOutput(descriptor: -1)
    for file in files {
      _ = try forEachLine(ofFile: file, maximumLine: maximumLine) {
        _ = filter.consume($0, to: &ignored)
      }
    }
    return filter.stage.time
  }
}
