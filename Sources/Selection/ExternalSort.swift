import Lines
import Platform
import Records

/// Why records could not be sorted.
public enum SortError: Error, Equatable, CustomStringConvertible {
  /// A temporary file could not be made in a folder.
  case noFile(folder: String, errno: Int32)
  /// It could not be written.
  case writeFailed(errno: Int32)
  /// It could not be read.
  case readFailed(errno: Int32)

  /// What happened; what to do.
  public var description: String {
    switch self {
    case .noFile(let folder, let number):
      "cannot make a temporary file in \(folder): \(String(cString: strerror(number))); set TMPDIR"
    case .writeFailed(let number):
      "cannot write the temporary file of --sort: \(String(cString: strerror(number))); set TMPDIR"
    case .readFailed(let number):
      "cannot read the temporary file of --sort: \(String(cString: strerror(number)))"
    }
  }
}

/// Sorts texts by time, stable, in bounded memory.
///
/// Texts are gathered until the memory is full, sorted there and written to a temporary file as a run; at the end the runs are
/// merged, at most ``fanIn`` at a time, and neighbouring ones, so that texts of one time keep their order. A text without a
/// time has that of the one before it in its input, those at the beginning of an input that of the first one behind them.
///
/// Memory: `memory` bytes, and while merging the longest text of each run. Time: O(n log n).
public struct ExternalSort: ~Copyable {
  /// Runs that are merged at once.
  static let fanIn = 64

  struct Entry {
    var time: Int64
    var offset: Int
    var count: Int32
  }

  private let memory: Int
  private let folder: String
  private var arena = OutputBuffer(descriptor: -1)
  private var entries: [Entry] = []
  private var runs: [SortRun] = []
  private var file: SortFile?
  private var lastTime: Int64?
  /// How many of the last entries wait for the first time of their input.
  private var untimed = 0
  /// Bytes that were written to temporary files.
  public private(set) var spilled = 0

  /// Makes an empty sort.
  ///
  /// - Parameters:
  ///   - memory: Bytes to take at most.
  ///   - folder: Where temporary files go; they have no name.
  public init(memory: Int, folder: String) {
    self.memory = memory
    self.folder = folder
  }

  /// Says that texts of another input follow.
  public mutating func beginInput() {
    lastTime = nil
    untimed = 0
  }

  /// Takes a text.
  ///
  /// - Throws: ``SortError`` when a run cannot be written.
  public mutating func add(
    _ text: UnsafeBufferPointer<UInt8>, at time: Timestamp?
  ) throws(SortError) {
    // The table of entries grows by half of it again, and sorting takes half a table.
    let size = arena.count + text.count + entries.count * MemoryLayout<Entry>.stride * 3
    if size > memory - memory / 4, !entries.isEmpty { try spill() }
    if let nanoseconds = time?.nanoseconds {
      for index in entries.indices.suffix(untimed) { entries[index].time = nanoseconds }
      untimed = 0
      lastTime = nanoseconds
    } else if lastTime == nil {
      untimed += 1
    }
    entries.append(
      Entry(time: lastTime ?? .min, offset: arena.count, count: Int32(text.count)))
    arena.append(text)
  }

  /// Hands out all texts in order.
  ///
  /// - Parameter body: Takes a text; false ends it.
  /// - Throws: ``SortError``.
  public mutating func finish(
    _ body: (UnsafeBufferPointer<UInt8>) -> Bool
  ) throws(SortError) {
    sortEntries()
    if runs.isEmpty {
      for entry in entries where !body(text(of: entry)) { return }
      return
    }
    try spill()
    arena = OutputBuffer(descriptor: -1)
    entries = []
    while runs.count > Self.fanIn { try mergeGroups() }
    guard let file else { return }
    try SortMerge.merge(runs, of: file, memory: memory) { body($1) }
  }

  private func text(of entry: Entry) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(
      rebasing: arena.contents[entry.offset..<entry.offset + Int(entry.count)])
  }

  private mutating func sortEntries() {
    entries.sort { $0.time < $1.time || $0.time == $1.time && $0.offset < $1.offset }
  }

  /// Writes what is in memory as a run.
  private mutating func spill() throws(SortError) {
    sortEntries()
    let target: SortFile
    if let file { target = file } else { target = try SortFile(folder: folder) }
    file = target
    let start = target.size
    for entry in entries { target.append(text(of: entry), at: entry.time) }
    try target.flush()
    runs.append(SortRun(start: start, end: target.size))
    spilled += target.size - start
    arena.clear()
    entries.removeAll(keepingCapacity: true)
    untimed = 0
  }

  /// Merges each ``fanIn`` neighbouring runs to one, in another file.
  private mutating func mergeGroups() throws(SortError) {
    guard let source = file else { return }
    let target = try SortFile(folder: folder)
    var merged: [SortRun] = []
    var first = 0
    while first < runs.count {
      let group = Array(runs[first..<min(first + Self.fanIn, runs.count)])
      let start = target.size
      try SortMerge.merge(group, of: source, memory: memory) { time, text in
        target.append(text, at: time)
        return true
      }
      try target.flush()
      merged.append(SortRun(start: start, end: target.size))
      spilled += target.size - start
      first += Self.fanIn
    }
    runs = merged
    file = target
  }
}
