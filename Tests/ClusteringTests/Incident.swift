import TestSupport

/// The log of a shop of three services, 10:00 to 10:45, some of it random; between 10:30 and 10:36, unless it is a healthy
/// day, the stock is gone.
struct Incident {
  private(set) var lines: [String] = []
  private var random: SeededGenerator
  private var second = 0

  init(seed: UInt64, isHealthy: Bool = false) {
    random = SeededGenerator(seed: seed)
    let words = ["page", "cart", "price", "basket", "image", "banner", "menu", "tea", "pot", "mug"]
    for minute in 0..<45 {
      for part in 0..<60 {
        second = minute * 60 + part
        for word in words { say("INFO", "web", "show the \(word) of user 7", every: 4) }
        for word in words { say("DEBUG", "cache", "looked up the \(word) in 3 ms", every: 7) }
        say("INFO", "checkout", "order 17 is paid", every: 9)
        say("WARN", "cache", "miss of key 12", every: 30)
        say("ERROR", "web", "no image for tea 9", every: 300)
        if part == 0 { say("INFO", "cache", "swept 812 keys", every: 1) }
        if !isHealthy, (30..<36).contains(minute) { fail() }
      }
    }
  }

  private mutating func fail() {
    say("ERROR", "checkout", "stock is not reachable", every: 5)
    say("ERROR", "checkout", "order 18 has failed", every: 9)
    say("ERROR", "web", "no answer from checkout after 3000 ms", every: 12)
    say("ERROR", "cache", "dropped 4 items of the stock", every: 20)
    say("FATAL", "checkout", "no connection is left", every: 40)
    say("INFO", "checkout", "order 17 is read again", every: 3)
  }

  /// A line, one second of so many.
  private mutating func say(_ level: String, _ service: String, _ message: String, every: Int) {
    guard random.below(every) == 0 else { return }
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let time = "10:\(digits(second / 60)):\(digits(second % 60))"
    lines.append(
      #"{"timestamp":"2026-03-14T\#(time)Z","level":"\#(level)","service":"\#(service)","message":"\#(message)"}"#
    )
  }
}
