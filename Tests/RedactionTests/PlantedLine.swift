import TestSupport

/// Log lines with values planted in them that must not come out.
struct PlantedLines {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private mutating func pick<Element>(_ list: [Element]) -> Element {
    list[Int.random(in: 0..<list.count, using: &random)]
  }

  private mutating func draw(_ count: Int, from alphabet: String) -> String {
    let letters = Array(alphabet)
    return String(
      (0..<count).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] })
  }

  private static let base62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  private mutating func number(_ range: ClosedRange<Int>) -> String {
    String(Int.random(in: range, using: &random))
  }

  private mutating func name() -> String {
    pick(["ann", "bo.kim", "carla_m", "dirk", "elsa", "farid", "gina.w"]) + number(10...9_999)
  }

  private mutating func mail() -> String {
    "\(name())@\(pick(["example.org", "mail.example.com", "shop.example.co.uk"]))"
  }

  private mutating func address() -> String {
    "\(number(11...99)).\(number(0...255)).\(number(0...255)).\(number(1...254))"
  }

  private mutating func secret() -> String {
    "a1B" + draw(Int.random(in: 14...40, using: &random), from: Self.base62)
  }

  private mutating func card() -> String {
    let front = "4539" + draw(11, from: "0123456789")
    var sum = 0
    for (offset, digit) in front.utf8.reversed().enumerated() {
      let value = Int(digit - 48) << (offset & 1 == 0 ? 1 : 0)
      sum += value > 9 ? value - 9 : value
    }
    return front + String((10 - sum % 10) % 10)
  }

  /// A line, and what must not be left of it.
  mutating func next() -> (text: String, planted: [String]) {
    switch Int.random(in: 0..<14, using: &random) {
    case 0:
      let (user, host) = (name(), address())
      return (
        "Failed password for invalid user \(user) from \(host) port \(number(1_024...65_535)) ssh2",
        [user, host]
      )
    case 1:
      let value = secret()
      return (
        "\(pick(["retry", "GET", "POST"])) /cb?access_token=\(value)&state=\(number(1...99)) HTTP/1.1",
        [value]
      )
    case 2:
      let value = mail()
      return ("order \(number(1...99_999)) confirmed to \(value) in \(number(1...900)) ms", [value])
    case 3:
      let (user, value) = (name(), secret())
      return (
        "connecting to postgres://\(user):\(value)@db\(number(1...9)).internal:5432/orders",
        [user, value]
      )
    case 4:
      let value = card()
      return ("payment card=\(value) amount=\(number(1...999)).50 declined", [value])
    case 5:
      let value = secret()
      return (
        "{\"level\":\"warn\",\"headers\":{\"Authorization\":\"Bearer \(value)\"},\"n\":\(number(1...9))}",
        [value]
      )
    case 6:
      let value = secret()
      return (
        "config {\\\"db\\\":{\\\"password\\\":\\\"\(value)\\\",\\\"pool\\\":\(number(1...50))}}",
        [value]
      )
    case 7:
      let value = "+49151" + draw(8, from: "123456789")
      return ("sms sent to \(value) provider=twilio", [value])
    case 8:
      let value = "\(number(101...665))-\(number(10...99))-\(number(1_000...9_999))"
      return ("applicant verified ssn=\(value) score=\(number(300...850))", [value])
    case 9:
      let value = draw(32, from: "0123456789abcdef")
      return ("Cookie: sessionid=\(value); theme=dark", [value])
    case 10:
      let value = "ghp_" + draw(36, from: Self.base62)
      return ("git push with \(value) failed", [value])
    case 11:
      let value = mail().replacing("@", with: "%40")
      return ("GET /account?email=\(value)&page=\(number(1...9)) HTTP/2", [value])
    case 12:
      return (
        "gc pause \(number(1...99)).\(number(100...999))s heap \(number(1...9_999))M trace_id=\(draw(32, from: "0123456789abcdef"))",
        []
      )
    default:
      return (
        "request \(number(1...999_999)) took \(number(1...9_999)) ms status=\(number(200...504)) bytes=\(number(1...99_999))",
        []
      )
    }
  }
}
