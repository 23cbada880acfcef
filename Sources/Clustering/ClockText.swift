import Records

/// Times as short as the span of a run allows: `10:28:05` within five minutes, `10:28` within a day, `03-14 10:28` within two
/// weeks, `03-14` beyond.
struct ClockText {
  private let showsDate: Bool
  private let showsClock: Bool
  private let showsSeconds: Bool

  /// For times of a run with these windows.
  init(_ scale: WindowScale) {
    let seconds = scale.width / 1_000_000_000 * Int64(scale.count)
    let day: Int64 = 86_400
    showsDate = seconds >= day
    showsClock = seconds < 14 * day
    showsSeconds = seconds < 300
  }

  func text(_ time: Timestamp) -> String {
    [date(time), clock(time)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// `10:28-10:31`, or `at 10:28`; a date that both share stands once.
  func text(_ from: Timestamp, _ to: Timestamp) -> String {
    let (start, end) = (text(from), text(to))
    if start == end { return "at \(start)" }
    return date(from) == date(to) ? "\(start)-\(clock(to))" : "\(start)-\(end)"
  }

  /// `10:28-10:31`, or `since 10:28` without an end.
  func text(_ from: Timestamp, orSince to: Timestamp?) -> String {
    to.map { text(from, $0) } ?? "since \(text(from))"
  }

  private func date(_ time: Timestamp) -> String {
    let civil = CivilTime(time)
    return showsDate ? "\(Self.digits(civil.month))-\(Self.digits(civil.day))" : ""
  }

  private func clock(_ time: Timestamp) -> String {
    let civil = CivilTime(time)
    let minutes = "\(Self.digits(civil.hour)):\(Self.digits(civil.minute))"
    if !showsClock { return "" }
    return showsSeconds ? "\(minutes):\(Self.digits(civil.second))" : minutes
  }

  private static func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
