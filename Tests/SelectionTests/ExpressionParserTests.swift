import TestSupport
import Testing

@testable import Selection

@Suite struct ExpressionParserTests {
  private static let request =
    #"{"level":"ERROR","message":"slow","fields":{"status":502,"path":"/api/cart","dur":"5176ms","ok":false,"user":null,"took_ms":1500,"http":{"code":7},"a.b":1,"list":[10,"x"],"user agent":"curl/8"}}"#

  @Test func `a key is compared with a number, a text, or an expression`() throws {
    #expect(try holds(#"status >= 500 and path ~ "^/api""#, Self.request))
    #expect(try !holds(#"status >= 500 and path ~ "^/web""#, Self.request))
  }

  @Test(arguments: [
    "status = 502", "status == 502.0", "status != 500", "status < 503", "status <= 502",
    "status > 501.5", "status >= 5.02e2", #"status = "502""#, "status in (500, 502)",
    "status not in (500, 501)", "fields.status = 502", "http.code = 7", "fields.http.code = 7",
    "a.b = 1", "fields.a.b = 1", "list[0] = 10", #"list[1] = "x""#,
    #"fields["user agent"] ~ "^curl""#,
    "ok = false", "user = null", "dur > 5s", "dur >= 5176ms", "dur < 1m", "took_ms > 1s",
    "took_ms = 1.5s", #"level = "error""#, #"level >= "warn""#, #"level < "FATAL""#,
    #"level in ("error", "fatal")"#, "exists(path)", "not exists(nothing)", "!exists(nothing)",
    #"path !~ "^/web""#, #"path = '/api/cart'"#, #"path > "/api""#, "status=502&&ok=false",
    "ok = true || status = 502", "NOT ok = true AND status = 502",
    "ok = true and ok = true or status = 502", "ok = true or (status = 502 and not ok = true)",
    "(((status = 502)))", #"message = "slow""#, "not not status = 502",
  ])
  func `such an expression holds`(expression: String) throws {
    #expect(try holds(expression, Self.request))
  }

  @Test(arguments: [
    "status = 501", "status > 502", "nothing = 1", "nothing != 1", "nothing not in (1)",
    #"nothing !~ "x""#, #"path > 5"#, "path = 5", #"status > "abc""#, "dur > 6s", "status > 5s",
    "status = 502 and ok = true", "ok = true or ok = true", "not (status = 502 or ok = true)",
    #"level > "ERROR""#, "exists(http.nothing)", "exists(list[2])", "exists(path[0])", "user = 0",
    "list[0].x = 1", #"path ~ "\d""#,
  ])
  func `such an expression does not hold`(expression: String) throws {
    #expect(try !holds(expression, Self.request))
  }

  @Test(arguments: [
    ("", "expected a key (at byte 1)"),
    ("status", "expected an operator (= != < <= > >= ~ !~ in) (at byte 7)"),
    ("status >", "expected a number, a duration, or a text in quotes (at byte 9)"),
    ("status > high", #"expected a value; text stands in quotes, as in "high" (at byte 10)"#),
    ("status > 500 path", "expected 'and', 'or' or the end (at byte 14)"),
    ("(status > 500", "expected ')' (at byte 14)"), ("and = 1", "expected a key (at byte 1)"),
    (#"path ~ "(""#, "regular expression: missing closing parenthesis at offset 1 (at byte 8)"),
    ("path ~ 5", "expected a regular expression in quotes (at byte 8)"),
    (#"path = "x"#, "the text has no closing quote (at byte 8)"),
    ("took > 5 parsecs", "expected 'and', 'or' or the end (at byte 10)"),
    ("took > 5parsecs", "a number with a unit is a duration (ns, us, ms, s, m, h, d) (at byte 9)"),
    ("a = 1.2.3", "this is no number (at byte 5)"),
    ("a.", "expected a key behind the dot (at byte 2)"),
    ("a[-1] = 1", "expected a position or a key in quotes (at byte 3)"),
    ("a in 5", "expected '(' (at byte 6)"), ("a # b", "no such mark (at byte 3)"),
    (String(repeating: "(", count: 200), "more than 100 levels deep (at byte 101)"),
  ])
  func `what cannot be understood is named with its place`(
    expression: String, message: String
  ) throws {
    let error = #expect(throws: ExpressionError.self) {
      _ = try ExpressionParser.parse(expression)
    }
    #expect(error?.description == message)
  }

  @Test func `points in time compare as such, whatever their zone and fraction`() throws {
    let record =
      #"{"message":"","timestamp":"2026-03-14T10:30:00.5Z","fields":{"t":"2026-03-14T12:30:00.500+02:00"}}"#
    #expect(try holds(#"t = "2026-03-14T10:30:00.5Z""#, record))
    #expect(try holds(#"timestamp > "2026-03-14T10:30:00Z""#, record))
  }

  @Test func `a backslash stands for itself but before the quote`() throws {
    #expect(try holds(#"message = "a\b""#, #"{"message":"a\\b"}"#))
    #expect(try holds(#"message ~ "\"\d+\"""#, #"{"message":"say \"17\" now"}"#))
    #expect(try holds(#"message = '"'"#, #"{"message":"\""}"#))
  }

  @Test func `escapes in a record are what they stand for`() throws {
    #expect(try holds(#"user = "é\n""#, #"{"message":"","fields":{"us\u0065r":"\u00e9\\n"}}"#))
    #expect(try holds("n = 12", #"{"message":"","fields":{"n":"\u00312"}}"#))
  }

  @Test func `of equal keys the last one counts`() throws {
    #expect(try holds("a = 2", #"{"message":"","fields":{"a":1,"a":2}}"#))
    #expect(
      try Run([#"{"message":"","a":1,"a":2}"#]) { $0.expressions = ["a = 2"] }.lines.count == 1)
  }

  @Test func `whole numbers of 64 bits keep their digits`() throws {
    #expect(try holds("n = 9007199254740993", #"{"n":9007199254740993}"#))
    #expect(try !holds("n = 9007199254740993", #"{"n":9007199254740992}"#))
  }

  @Test func `a name at the top goes before one in fields`() throws {
    let record = #"{"message":"","status":1,"fields":{"status":2}}"#
    #expect(try holds("status = 1 and fields.status = 2", record))
  }

  /// An expression over three keys, and what it means for their values.
  private static func expression(
    _ random: inout SeededGenerator, depth: Int
  ) -> (text: String, meaning: ([Int]) -> Bool) {
    let shape = depth == 0 ? 0 : random.below(4)
    switch shape {
    case 0:
      let key = random.below(3)
      let number = random.below(3)
      let operators: [(String, (Int, Int) -> Bool)] = [
        ("=", ==), ("!=", !=), ("<", <), ("<=", <=), (">", >), (">=", >=),
      ]
      let (mark, compare) = random.pick(operators)
      return ("k\(key) \(mark) \(number)", { compare($0[key], number) })
    case 1:
      let inner = expression(&random, depth: depth - 1)
      return ("not (\(inner.text))", { !inner.meaning($0) })
    default:
      let left = expression(&random, depth: depth - 1)
      let right = expression(&random, depth: depth - 1)
      return shape == 2
        ? ("(\(left.text) and \(right.text))", { left.meaning($0) && right.meaning($0) })
        : ("(\(left.text) or \(right.text))", { left.meaning($0) || right.meaning($0) })
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `compiled expressions mean what they say`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (text, meaning) = Self.expression(&random, depth: 5)
    for a in 0..<3 {
      for b in 0..<3 {
        for c in 0..<3 {
          let record = #"{"message":"","k0":\#(a),"k1":\#(b),"k2":\#(c)}"#
          #expect(try holds(text, record) == meaning([a, b, c]), "\(text) \(record)")
        }
      }
    }
  }
}
