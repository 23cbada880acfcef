/// The kinds of part that a header is made of; their names, joined by `-`, name the format.
enum HeaderPart: UInt8, CaseIterable {
  case stamp = 1
  case level, host, service, logger, thread, pid, tid, id, column, origin

  var text: StaticString {
    switch self {
    case .stamp: "stamp"
    case .level: "level"
    case .host: "host"
    case .service: "service"
    case .logger: "logger"
    case .thread: "thread"
    case .pid: "pid"
    case .tid: "tid"
    case .id: "id"
    case .column: "column"
    case .origin: "origin"
    }
  }
}

/// What ``HeaderGrammar`` says of a header, in terms of the line's tokens: so it holds for every line whose tokens have the
/// same classes.
struct HeaderForm: Hashable {
  /// The most parts a header can have; further columns belong to the message.
  static let maximumParts = 12

  /// Which bytes of its tokens are a part's text.
  enum Extent: UInt8 {
    /// From the start of the first token to the end of the last.
    case whole
    /// What stands in the brackets of the first token, or the second of its numbers.
    case inner
    /// The number of `pid 33` in its brackets.
    case labelled
    /// The first byte, and what is behind it.
    case letter, behindLetter
  }

  struct Part: Hashable {
    var kind: HeaderPart
    var first: Int
    var last: Int
    var extent = Extent.whole
  }

  var parts: [Part] = []
  /// The code of the stated level, see ``TokenClass/levelCode``; 0 for none.
  var level: UInt32 = 0
  /// Whether the word that states it is the level's own name.
  var isOwnName = false
  /// The token of the stamp that dates the record; -1 for none.
  var datingToken = -1
  /// What that stamp leaves open, and the digits of its fraction.
  var gap = Stamp.Gap.none
  var fractionDigits = 0
  /// The syslog priority in front of the header.
  var priority: Int?
  /// How many tokens the header has, separators included; the message begins behind them.
  var tokenCount = 0
  /// What could be header or message, and was settled.
  var tie: HeaderTie?
  /// What lines of this form tell about the ties of others.
  var votes: [HeaderVote] = []

  func first(_ kind: HeaderPart) -> Part? { parts.first { $0.kind == kind } }

  /// Stamp without a year, host, name: what RFC 3164 describes.
  var isSyslog: Bool {
    parts.count >= 3 && parts[0].kind == .stamp && parts[1].kind == .host
      && parts[2].kind == .service && gap == .year
  }

  /// The names of the parts, joined by `-`: a service stands where other lines have their logger.
  var name: String {
    let hasHost = first(.host) != nil
    return parts.map { part in
      let isSpeaker = part.kind == .service && !hasHost
      return (isSpeaker ? HeaderPart.logger : part.kind).text.description
    }.joined(separator: "-")
  }
}
