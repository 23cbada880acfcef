/// Something to say about an input, or to count of it, in the order of the inputs.
enum Note {
  case error(String, file: String)
  case notice(String, file: String)
  /// A rejected line.
  case rejection(String, file: String, line: Int)
  /// So many rejected lines more, of which there is nothing to say.
  case moreRejections(Int)
  /// At the end of a block: records taken so far of this input, and those of them without a message.
  case taken(Int, withoutMessage: Int)
}

/// What notes come to over a run: messages, and at most once that the input seems not to be records.
struct NoteReader {
  /// How many records are looked at.
  static let firstRecords = 100
  private(set) var diagnostics: Diagnostics
  private var hasSaidNoMessage = false
  /// Records of the inputs before the present one.
  private var earlier = (taken: 0, withoutMessage: 0)

  init(_ diagnostics: Diagnostics) { self.diagnostics = diagnostics }

  /// Reads a note of the present input.
  mutating func read(_ note: Note) {
    switch note {
    case .error(let message, let file): diagnostics.error(message, file: file)
    case .notice(let message, let file): diagnostics.notice(message, file: file)
    case .rejection(let message, let file, let line):
      diagnostics.rejection(message, file: file, line: line)
    case .moreRejections(let count): diagnostics.countRejections(count)
    case .taken(let taken, let withoutMessage):
      checkMessages(earlier.taken + taken, earlier.withoutMessage + withoutMessage)
    }
  }

  /// Says that another input follows one with so many records.
  mutating func endInput(taken: Int, withoutMessage: Int) {
    earlier.taken += taken
    earlier.withoutMessage += withoutMessage
  }

  private mutating func checkMessages(_ taken: Int, _ withoutMessage: Int) {
    guard !hasSaidNoMessage, taken >= Self.firstRecords else { return }
    hasSaidNoMessage = true
    if withoutMessage == taken {
      diagnostics.notice("none of the first 100 records has a message; run lparse first?")
    }
  }
}
