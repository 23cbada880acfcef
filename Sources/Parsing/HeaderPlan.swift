import Lines
import Records

/// How the records of one ``HeaderForm`` are written: pieces of JSON that are the same for all of them, and between them
/// what is copied from the line.
///
/// A handful of pointers that ``HeaderPlans`` owns, so that using one counts no references.
struct HeaderPlan {
  /// What comes behind a piece.
  enum Action: UInt8 {
    /// The end of the record.
    case end
    /// The time of the stamp that dates it.
    case time
    /// Text of the line, escaped.
    case text
    /// Digits of the line.
    case number
    /// `main.go:10`, the file of the `file` field and the line.
    case origin
    case message
  }

  struct Step {
    /// With 16 readable bytes behind it.
    var piece: UnsafePointer<UInt8>
    var count: Int
    var action: Action
    var first = 0
    var last = 0
    var extent = HeaderForm.Extent.whole
  }

  /// The steps, the last of which is an end.
  let steps: UnsafeMutablePointer<Step>
  /// Bytes of all pieces.
  let size: Int
  /// The tokens in front of the message.
  let tokenCount: Int
  /// The token of the stamp that the first step puts; -1 for none.
  let datingToken: Int
  /// What kind of line it is for.
  let kind: FormatTally.Kind
  private let pieces: UnsafeMutablePointer<UInt8>

  fileprivate init(_ draft: HeaderPlanDraft, _ form: HeaderForm?, isDated: Bool) {
    tokenCount = form?.tokenCount ?? 0
    datingToken = isDated ? form?.datingToken ?? -1 : -1
    kind = FormatTally.Kind(
      format: form.map { $0.isSyslog || $0.priority != nil ? .rfc3164 : .header } ?? .raw,
      gap: isDated ? form?.gap ?? .none : .none)
    size = draft.steps.reduce(0) { $0 + $1.piece.utf8.count }
    pieces = .allocate(capacity: size + draft.steps.count * 16)
    pieces.initialize(repeating: 0, count: size + draft.steps.count * 16)
    steps = .allocate(capacity: draft.steps.count)
    var used = 0
    for (index, step) in draft.steps.enumerated() {
      let bytes = Array(step.piece.utf8)
      for (offset, byte) in bytes.enumerated() { pieces[used + offset] = byte }
      (steps + index).initialize(
        to: Step(
          piece: UnsafePointer(pieces + used), count: bytes.count, action: step.action,
          first: step.part.first, last: step.part.last, extent: step.part.extent))
      used += bytes.count + 16
    }
  }

  /// Frees the memory; the plan must not be used again.
  func deallocate() {
    steps.deallocate()
    pieces.deallocate()
  }
}

/// The plans of the forms of a ``HeaderMemory``, by number, made when they are first needed.
struct HeaderPlans: ~Copyable {
  private let plans: UnsafeMutablePointer<HeaderPlan?>
  private let count: Int
  private var generation = 0

  /// What every record has; changing it makes all plans anew.
  var constants: RecordConstants {
    didSet { forget() }
  }

  init(_ constants: RecordConstants) {
    self.constants = constants
    count = 2 * (HeaderMemory.maximumForms + 1)
    plans = .allocate(capacity: count)
    plans.initialize(repeating: nil, count: count)
  }

  deinit {
    for index in 0..<count { plans[index]?.deallocate() }
    plans.deallocate()
  }

  private func forget() {
    for index in 0..<count {
      plans[index]?.deallocate()
      plans[index] = nil
    }
  }

  /// The plan of a form.
  @inline(__always)
  mutating func plan(
    _ number: Int32, _ memory: UnsafeMutablePointer<HeaderMemory>, isDated: Bool
  ) -> HeaderPlan {
    if generation == memory.pointee.generation,
      let plan = plans[Int(number) &* 2 &+ (isDated ? 1 : 0)]
    {
      return plan
    }
    return make(number, memory, isDated: isDated)
  }

  @inline(never)
  private mutating func make(
    _ number: Int32, _ memory: UnsafeMutablePointer<HeaderMemory>, isDated: Bool
  ) -> HeaderPlan {
    if generation != memory.pointee.generation { forget() }
    generation = memory.pointee.generation
    let plan = HeaderPlan.plan(for: memory.pointee.forms[Int(number)], constants, isDated: isDated)
    plans[Int(number) * 2 + (isDated ? 1 : 0)] = plan
    return plan
  }
}

/// What every record of a run has, whatever its line says.
struct RecordConstants {
  /// The service that the user states, as JSON without quotes.
  var service: String?
  /// The service that the name of the input suggests.
  var inferredService: String?
  /// Keys and values of `--label`.
  var labels: [(key: String, value: String)] = []

  func hasLabel(_ key: String) -> Bool { labels.contains { $0.key == key } }
}

/// Puts a ``HeaderPlan`` together, key by key in the order of `logline-record(5)`.
private struct HeaderPlanDraft {
  var steps: [(piece: String, action: HeaderPlan.Action, part: HeaderForm.Part)] = []
  private var piece = ""
  private var isFirstField = true

  mutating func add(_ text: String) { piece += text }

  mutating func add(_ action: HeaderPlan.Action, _ part: HeaderForm.Part? = nil) {
    steps.append((piece, action, part ?? HeaderForm.Part(kind: .column, first: 0, last: 0)))
    piece = ""
  }

  /// Adds `"key":"…",`.
  mutating func addText(_ key: String, _ part: HeaderForm.Part) {
    add("\"\(key)\":\"")
    add(.text, part)
    add("\",")
  }

  /// What stands in front of the next member of `fields`.
  mutating func beginField(_ key: String) {
    add(isFirstField ? ",\"fields\":{" : ",")
    isFirstField = false
    add("\"\(key)\":")
  }

  var hasFields: Bool { !isFirstField }
}

extension HeaderPlan {
  /// The plan for a form, of which nil stands for lines without a header.
  ///
  /// - Parameters:
  ///   - form: The form.
  ///   - constants: What every record has.
  ///   - isDated: Whether the stamp gives a time.
  /// - Returns: The plan.
  static func plan(
    for form: HeaderForm?, _ constants: RecordConstants, isDated: Bool
  ) -> HeaderPlan {
    var draft = HeaderPlanDraft()
    draft.add("{")
    if let form, isDated, form.datingToken >= 0 { draft.addTime(form) }
    if let form { draft.addLevel(form) }
    draft.addService(form, constants)
    if let host = form?.first(.host), !constants.hasLabel("host") { draft.addText("host", host) }
    for label in constants.labels {
      draft.add("\"\(escaped(label.key))\":\"\(escaped(label.value))\",")
    }
    draft.add("\"message\":\"")
    draft.add(.message)
    draft.add("\"")
    if let form { draft.addFields(form) }
    if draft.hasFields { draft.add("}") }
    let format = form.map { $0.priority != nil || $0.isSyslog ? Format.rfc3164.rawValue : $0.name }
    draft.add(",\"format\":\"\(format ?? Format.raw.rawValue)\"}\n")
    draft.add(.end)
    return HeaderPlan(draft, form, isDated: isDated)
  }
}

extension HeaderPlanDraft {
  mutating func addTime(_ form: HeaderForm) {
    let place = HeaderForm.Part(kind: .stamp, first: form.datingToken, last: form.datingToken)
    let part = form.parts.first { $0.kind == .stamp && $0.first == form.datingToken }
    add("\"timestamp\":\"")
    add(.time, part ?? place)
    add("\",")
    if form.gap == .year { add("\"timestamp_inferred\":\"year\",") }
    if form.gap == .date { add("\"timestamp_inferred\":\"date\",") }
  }

  mutating func addLevel(_ form: HeaderForm) {
    let severity = form.priority.map { $0 % 8 }.flatMap(Level.init(syslogSeverity:))
    let stated = form.level > 0 ? Level(rawValue: UInt8(form.level - 1)) : nil
    guard let level = stated ?? severity else { return }
    add("\"level\":\"\(level.text)\",")
    if stated != nil, !form.isOwnName, let part = form.first(.level) {
      addText("level_text", part)
    }
  }

  mutating func addService(_ form: HeaderForm?, _ constants: RecordConstants) {
    if let service = constants.service {
      add("\"service\":\"\(escaped(service))\",")
    } else if let part = form?.first(.service) {
      addText("service", part)
    } else if let service = constants.inferredService {
      add("\"service\":\"\(escaped(service))\",\"service_inferred\":true,")
    }
  }

  mutating func addFields(_ form: HeaderForm) {
    if let priority = form.priority {
      beginField("facility")
      add("\(priority / 8)")
      beginField("severity")
      add("\(priority % 8)")
    }
    for part in form.parts {
      switch part.kind {
      case .stamp, .level, .host, .service, .column: continue
      case .pid, .tid:
        beginField(part.kind.text.description)
        add(.number, part)
      case .thread, .logger, .id:
        beginField(part.kind.text.description)
        add("\"")
        add(.text, part)
        add("\"")
      case .origin:
        beginField("file")
        add("\"")
        add(.origin, part)
      }
    }
    addColumns(form)
  }

  /// Columns that have no name of their own, in order.
  private mutating func addColumns(_ form: HeaderForm) {
    let columns = form.parts.filter { $0.kind == .column }
    if columns.isEmpty { return }
    beginField("columns")
    for (index, column) in columns.enumerated() {
      add(index == 0 ? "[\"" : "\",\"")
      add(.text, column)
    }
    add("\"]")
  }
}

/// A text as the inside of a JSON string.
private func escaped(_ text: String) -> String {
  var bytes = Array(text.utf8)
  let count = bytes.count
  bytes.append(contentsOf: repeatElement(0, count: 16))
  var buffer = OutputBuffer(descriptor: -1)
  bytes.withUnsafeBufferPointer { bytes in
    guard let start = bytes.baseAddress else { return }
    buffer.append(escaping: start, count: count)
  }
  return String(decoding: buffer.pending, as: UTF8.self)
}
