import Lines

/// What became of every line of a run.
///
/// The sums of the contract hold at every line end (``isBalanced``): a line is exactly one of blank,
/// header, joined, rejected, suppressed and carrier, and a carrier is written, consumed, or was an event.
public struct Counters {
  /// Lines read.
  public var lines = 0
  /// Empty lines and lines of blanks.
  public var blank = 0
  /// Lines that name columns (CSV, W3C).
  public var header = 0
  /// Lines that continue a record.
  public var joined = 0
  /// Lines that begin with `{` and are no JSON object.
  public var rejected = 0
  /// Lines left out on purpose, by reason.
  public var suppressed: [String: Int] = [:]
  /// Lines that begin a record or are an event.
  public var carriers = 0
  /// Records beyond the first that came out of one line.
  public var split = 0
  /// Records that the stage took in without writing them.
  public var consumed = 0
  /// Records written.
  public var records = 0
  /// Events and ticks read.
  public var eventsRead = 0
  /// Events written: those passed on and the stage's own.
  public var events = 0
  /// Lines whose ill-formed UTF-8 was replaced.
  public var invalidUTF8 = 0
  /// Lines cut at the length limit.
  public var truncated = 0
  /// Records without a string `message`.
  public var noMessage = 0
  /// Lines from which terminal escapes were removed.
  public var escapesRemoved = 0
  /// Inputs skipped since they look binary.
  public var binarySkipped = 0
  /// What a command was told to look for and has written: with `--fail-on-event` it is an event.
  public var findings = 0
  /// Counters of one command only, by name.
  public var own: [(name: String, value: Int)] = []
  /// False when the system refused to compile patterns to machine code; nil when no pattern is in use.
  public var jit: Bool?

  /// All zero.
  public init() {}

  /// Counts the line of a record that is left out on purpose under `reason`, and no longer as a carrier.
  public mutating func suppress(_ reason: String) {
    carriers -= 1
    suppressed[reason, default: 0] += 1
  }

  /// Takes back what ``suppress(_:)`` counted for one line: a record stands for it after all.
  public mutating func readmit(_ reason: String) {
    carriers += 1
    suppressed[reason, default: 0] -= 1
  }

  /// Adds what became of the lines of another part of the run; ``own`` and ``jit`` are left to whoever reports them.
  public mutating func add(_ other: Counters) {
    lines += other.lines
    blank += other.blank
    header += other.header
    joined += other.joined
    rejected += other.rejected
    suppressed.merge(other.suppressed, uniquingKeysWith: +)
    carriers += other.carriers
    split += other.split
    consumed += other.consumed
    records += other.records
    eventsRead += other.eventsRead
    events += other.events
    invalidUTF8 += other.invalidUTF8
    truncated += other.truncated
    noMessage += other.noMessage
    escapesRemoved += other.escapesRemoved
    binarySkipped += other.binarySkipped
    findings += other.findings
  }

  /// Lines that begin a record or would have, had it not been left out.
  public var taken: Int { carriers + suppressed.values.reduce(0, +) }

  /// Whether every line and every record is accounted for.
  public var isBalanced: Bool {
    lines == blank + header + joined + rejected + taken
      && records + consumed + eventsRead == carriers + split
  }

  /// The counters as one JSON object (`--stats`).
  public func json(command: String) -> String {
    var members = ["\"command\":\"\(command)\""]
    func add(_ name: String, _ value: Int) { members.append("\"\(name)\":\(value)") }
    add("lines", lines)
    add("blank", blank)
    add("header", header)
    add("joined", joined)
    add("split", split)
    add("rejected", rejected)
    let reasons = suppressed.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }
    members.append("\"suppressed\":{\(reasons.joined(separator: ","))}")
    add("carriers", carriers)
    add("consumed", consumed)
    add("records", records)
    add("events_read", eventsRead)
    add("events", events)
    add("invalid_utf8", invalidUTF8)
    add("truncated", truncated)
    add("no_message", noMessage)
    add("escapes_removed", escapesRemoved)
    add("binary_skipped", binarySkipped)
    for counter in own { add(counter.name, counter.value) }
    if let jit { members.append("\"jit\":\(jit)") }
    return "{\(members.joined(separator: ","))}"
  }
}
