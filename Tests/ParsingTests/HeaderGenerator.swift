import TestSupport

@testable import Parsing

/// Makes header lines: a few shapes, each filled in many times with values that differ, and damaged.
///
/// Neighbours share their day and most of their words, as in a log, so that what was learned from one line
/// is in use for the next; the values are those that a header could mistake for another part.
struct HeaderGenerator {
  /// A column of a shape, or the text between two of them.
  enum Element: Equatable {
    case stamp(form: Int), bracketedStamp(form: Int), anyStamp
    case level, lowLevel, letter, bracketedLevel, levelColon, anglesLevel
    case name, path, colonName, colonPath, process, module, origin
    case bracket, number, pair, numberBracket, pidBracket
    case word, host, address, odd, mixed
    case between(String)
  }

  var random: SeededGenerator
  private var day = (year: 2024, month: 1, day: 15)
  private var fractionDigits = 3
  private var isPadded = true

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// The lines of a pool: `shapes` shapes, `each` lines of each, some damaged.
  mutating func pool(shapes: Int, each: Int) -> [[UInt8]] {
    var lines: [[UInt8]] = []
    for _ in 0..<shapes {
      fractionDigits = random.pick([0, 0, 3, 3, 6, 9, 1])
      day = (random.number(1971...2037), random.number(1...12), random.number(1...28))
      let shape = shape()
      for _ in 0..<each { lines.append(line(shape)) }
    }
    return lines
  }

  // MARK: shapes

  private mutating func shape() -> [Element] {
    if random.once(in: 2) { return random.pick(Self.usual).map { fixForm($0) } }
    var shape: [Element] = []
    let gap = random.pick([" ", " ", " ", "  ", "\t", " | ", " - ", ": ", "|", ","])
    for position in 0..<random.number(2...6) {
      if position > 0 {
        let other = random.once(in: 4)
        shape.append(.between(other ? random.pick([" ", "  ", " - ", ": ", " : ", "", "|"]) : gap))
      }
      shape.append(position == 0 && !random.once(in: 4) ? .stamp(form: 0) : column())
    }
    if random.once(in: 2) {
      shape.append(.between(random.pick([":", " -", " :", ",", " --", "|"])))
    }
    return shape.map { fixForm($0) }
  }

  private mutating func column() -> Element {
    random.pick([
      .stamp(form: 0), .bracketedStamp(form: 0), .level, .level, .lowLevel, .letter,
      .bracketedLevel, .levelColon, .name, .path, .colonName, .colonPath, .process, .module,
      .origin, .bracket, .bracket, .number, .number, .pair, .numberBracket, .pidBracket, .word,
      .host, .address, .odd, .anglesLevel, .mixed, .mixed, .anyStamp,
    ])
  }

  /// Gives a stamp a form that all lines of the shape share.
  private mutating func fixForm(_ element: Element) -> Element {
    switch element {
    case .stamp: .stamp(form: random.number(0...Self.forms - 1))
    case .bracketedStamp: .bracketedStamp(form: random.number(0...Self.forms - 1))
    default: element
    }
  }

  /// Shapes of the doc comment of ``HeaderGrammar``, and those that most programs write.
  private static let usual: [[Element]] = {
    let blank = Element.between(" ")
    let stamp = Element.stamp(form: 0)
    return [
      [stamp, .between("  "), .number, .between("  "), .number, blank, .letter, blank, .colonName],
      [stamp, blank, .level, blank, .bracket, blank, .name, .between(" - ")],
      [stamp, blank, .level, blank, .path, .between(": ")],
      [stamp, blank, .host, blank, .process],
      [stamp, blank, .host, blank, .module],
      [stamp, blank, .host, blank, .colonName],
      [.bracketedStamp(form: 0), blank, .bracketedLevel, blank],
      [.bracketedStamp(form: 0), blank, .bracketedLevel, blank, .pidBracket],
      [stamp, blank, .bracketedLevel, blank, .pair],
      [stamp, blank, .path, .between(" - "), .level, .between(" - ")],
      [stamp, .between(" - "), .level, .between(" - "), .bracket, blank, .path, .between(": ")],
      [stamp, .between(" ["), .number, .between("] "), .level, blank],
      [.level, blank, stamp, blank, .path, .between(" - ")],
      [.level, .between(":"), .name, .between(":")],
      [
        .between("- "), .number, blank, stamp, blank, .host, blank, stamp, blank, .odd, blank,
        .level,
      ],
      [stamp, .between(" | "), .level, .between(" | "), .path, .between(" | ")],
      [stamp, blank, .bracket, blank, .bracket, blank, .levelColon],
      [stamp, .between(", "), .level, blank, .path, .between(": ")],
      [
        stamp, blank, .level, blank, .number, .between(" --- "), .bracket, blank, .path,
        .between(" : "),
      ],
      [.bracketedStamp(form: 0), blank, .path, .between(" - ")],
      [stamp, .between(": ")],
      [.letter, stamp, blank, .number, blank, .origin],
      [stamp, blank, .number, blank, .level, blank, .path, blank, .bracket, blank],
      [stamp, blank, .level, .between(": ")],
      [stamp, blank, .word, blank, .word, blank, .level, blank],
      [stamp, blank, .mixed, blank, .mixed, blank, .process],
      [stamp, blank, .mixed, blank, .mixed, blank, .mixed, blank, .mixed, blank, .level, blank],
      [.number, blank, .mixed, blank, stamp, blank, .level, blank],
      [stamp, blank, .anyStamp, blank, .level, blank, .path, .between(": ")],
      [stamp, blank, .bracket, blank, .anyStamp, blank, .level, blank],
      [.between("["), .anyStamp, .between("] ["), .anyStamp, .between("] "), .level, blank],
      [.mixed, .between(" ["), .anyStamp, .between("] "), .level, blank],
      [stamp, blank, .name, .between(" -")],
    ]
  }()

  // MARK: lines

  /// A line of a shape, now and then with a part replaced, doubled or left out.
  private mutating func line(_ shape: [Element]) -> [UInt8] {
    var shape = shape
    if random.once(in: 6) { change(&shape) }
    var line = shape.map { spell($0) }.joined()
    if let last = shape.last, case .between = last {} else { line += " " }
    if random.once(in: 3) { line += random.pick(["", " ", "  ", "\t"]) }
    line += message()
    var bytes = Array(line.utf8)
    if random.once(in: 20) { while bytes.last == 0x20 { bytes.removeLast() } }
    if random.once(in: 6) {
      for _ in 0..<random.number(1...3) { damage(&bytes, upTo: random.pick([30, 60, 200])) }
    }
    return bytes.filter { $0 != 0x0A }
  }

  private mutating func change(_ shape: inout [Element]) {
    let place = random.number(0...shape.count - 1)
    let new = fixForm(column())
    switch random.next() % 4 {
    case 0: shape.insert(shape[place], at: place)
    case 1: shape.remove(at: place)
    case 2: shape.insert(contentsOf: [new, .between(" ")], at: place)
    default: shape[place] = new
    }
  }

  /// The beginning of the message is what a header may run into.
  private mutating func message() -> String {
    random.pick([
      "lights on", "Connection timeout to db-7", "", " ", "x", "[x] y", "[x]", "[12] y", "12#3: y",
      "12#3 y", "ERROR x", "ERROR: x", "error x", "Error: x", "error: x", "name: y", "Name: y",
      "my.Name: y", "- z", ": z", "-z", "-- z", "--- z", "---- z", "Jan 5 10:00:00 x", "Jan 5 x",
      "Mon, x", "Sun Dec 04 04:47:44 2005 x", "May be", "Mar", "September is", "March 3", "June, x",
      "Monday x", "Marchx", "August", "I x", "E", "W ", "name - y",
      "Name - y", "name : y", "name :y", "name- y", "name[12]: y", "name[12] y", "name[x]: y",
      "name(x)[12]: y", "name(x): y", "name() y", "name(x) y", "name(", "name(a b)", "(x) y",
      "(12) y", "(", "[", "[]", "[] x", "[x", "[x]y", "[x]: y", "[INFO] y", "[core:notice] y",
      "[2024-01-15 10:30:45] x", "2024-01-15 10:30:45 x", "2024-01-15", "10:30:45 x", "10:30:45",
      "1705314645 x", "1705314645.123", "12 files read", "12", "12:", "1.2.3.4 x", "12345 INFO x",
      "| x", "|x", ", x", ",x", "> x", "# x", "* x", "*** x", "# ## x", "name=value", "a=1 b=2",
      "\"quoted\"", "'x'", "{\"a\":1}", "<x> y", "é x", "name INFO x", "name WARN - x",
      "name [x] INFO y", "STATEMENT: x", "AH00094: x", "LOG: duration: 12 ms", "main.go:10] x",
      "main.go] x", "main] x", "a:b x", "a:b", "a1:b2 INFO x",
      "R02-M1-N0-C:J12-U11 RAS KERNEL INFO x",
      "a|b", "a,b", "x, y", "x| INFO y", "Info x", "INFO", "INFO,", "INFO|x", "INFOx", "Debug: x",
      "D x", "+0100 x", "PM x", "UTC x", "2005 x", "1999", "\u{1}x", "\tx", "x\ty",
      "I0214 01:02:03 x",
      "pid 33", "[pid 33] x", "_x: y", "x_y: z", "9x: y", "a.b.c: d", "a/b: c", "a$b: c", "aB: c",
      "A: b", "Ab: c", "ab: c", "Abc: d", "Log: x", "log: x", "notice x", "Notice", "fine x",
      "Fine",
      "CONFIG x", "trace_id: x", "a - INFO - x", "a : INFO : x", "INFO - x", "INFO : x",
      "INFO a: x",
      "^x: y", "`x`: y", "x^.y: z", "x`.y: z", "a.`b: c", "$x: y", "é.b: c", "b.é: c",
    ])
  }

  private mutating func spell(_ element: Element) -> String {
    switch element {
    case .between(let text):
      return random.once(in: 20)
        ? random.pick([text + " ", " " + text, "", " ", text + text]) : text
    case .stamp(let form): return stamp(form)
    case .bracketedStamp(let form): return "[\(random.once(in: 20) ? " " : "")\(stamp(form))]"
    case .level: return random.pick(Self.levels)
    case .lowLevel: return random.pick(Self.levels).lowercased()
    case .letter: return random.pick(["I", "W", "E", "D", "F", "V", "T", "N", "C", "X", "i", "1"])
    case .bracketedLevel:
      let level = random.pick(Self.levels)
      return "["
        + random.pick([
          level, level.lowercased(), level, "core:\(level.lowercased())", "mpm_event:notice", "I",
          " \(level)", "\(level) ", "x", "core:x", "",
        ]) + "]"
    case .levelColon:
      return random.pick(Self.levels) + random.pick([":", ":", ",", "", "::", " :"])
    case .anglesLevel: return "<\(random.pick(Self.levels))>"
    case .name: return random.pick(Self.names)
    case .path: return random.pick(Self.paths)
    case .colonName: return random.pick(Self.names) + random.pick([":", ":", ":", "", " :", "::"])
    case .colonPath: return random.pick(Self.paths) + random.pick([":", ":", ":", "", " :", ":x"])
    case .process:
      return random.pick(Self.names)
        + random.pick(["[\(count())]:", "[\(count())]:", "[\(count())]", ":", "[x]:", "[]:"])
    case .module:
      return random.pick(Self.names) + random.pick(["(pam_unix)", "(a)", "()", "(a b)", "(x"])
        + random.pick(["[\(count())]:", "[\(count())]:", ":", ""])
    case .origin:
      return random.pick(["main.go:\(count())]", "a/b.cc:\(count())]", "x]", "main.go]", "x:1]"])
    case .bracket: return "[\(random.pick(Self.insides))]"
    case .number: return count()
    case .pair: return "\(count())#\(count())" + random.pick([":", ":", ":", "", " "])
    case .numberBracket: return "[\(count())]"
    case .pidBracket:
      return random.pick(["[pid \(count())]", "[pid \(count()):tid \(count())]", "[pid x]"])
    case .word: return random.pick(Self.words)
    case .anyStamp: return stamp(random.number(0...Self.forms - 1))
    case .mixed:
      let other: Element = random.pick([.number, .word, .host, .address, .odd, .name, .path])
      return spell(other)
    case .host:
      return random.pick(["combo", "LabSZ", "node-1", "web01", "host.example.com", "a", "db-7"])
    case .address: return random.pick(["10.0.0.1", "10.0.0.1:80", "fe80::1", "1.2", "::1", "a:1"])
    case .odd:
      return random.pick([
        "R02-M1-N0-C:J12-U11", "a=1", "x:2", "a:b", "tbird-admin1", "x1y2z3", "a{1}",
        "ERROR:x1234", "info:node12", "LOG:a1b2c3", "Info:x/1",
      ])
    }
  }

  /// A number of 1 to 20 digits, mostly short.
  private mutating func count() -> String {
    let digits = random.pick([1, 1, 2, 2, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 13, 20])
    return (0..<digits).map { _ in "\(random.number(0...9))" }.joined()
  }

  private static let levels = [
    "INFO", "INFO", "WARN", "ERROR", "DEBUG", "FATAL", "TRACE", "Info", "WARNING", "NOTICE", "LOG",
    "Error", "ERR", "INF", "CRIT", "CRITICAL", "INFORMATION", "Fine", "FINEST", "Verbose", "INFOS",
    "KERNEL", "A", "N/A", "I",
  ]
  private static let names = [
    "app", "sshd", "WindowManager", "kernel", "su", "payment-api", "crond", "ftpd", "nova", "a",
    "x1", "Jan", "Mar", "Mon", "May", "Sun", "info", "ERROR", "Error", "log", "Log", "Foo", "FOO",
    "Application", "com.apple", "my app", "my_app", "_app", "9app", "12", "1a", "a1", "a-b", "a+b",
    "é", "aé", "", "sshd(x)", "a=b", "A1", "AH00094", "STATEMENT", "Abc", "abc", "ABc", "aBc",
    "information", "emergency", "a^b", "`a", "^a", "a`.b", "@x", "x@y", "#x", "$x", "x$", "/x",
  ]
  private static let paths = [
    "com.shop.Cart", "org.apache.hadoop.mapred.Task", "nova.osapi_compute.wsgi.server", "a.b",
    "a/b",
    "dfs.DataNode$PacketResponder", "dfs.FSNamesystem", "DataNode", "dataNode", "a.", ".a", "a$",
    "main.go", "A.B", "A/B", "o.s.b.w.e.tomcat.TomcatWebServer", "info.x", "Error.x", "x.é", "a.1",
    "a.b^c", "a.b`c", "^.a", "a.b-c", "a.b_c", "a.b@c", "a.b+c", "a..b", "node.x", "node", "Node",
    "quorum.QuorumPeer", "org.example.AVeryLongNameOfAClassThatGoesOn.AndOn.AndOnAgain",
  ]
  private static let insides = [
    "main", "worker-3", "http-nio-8080-exec-1", "INFO", "info", "Error", "core:notice", "x", "12",
    "12345", "1705314645", "a b", "", " ", "pid 12", "pid 12:tid 13", "pid x", "I", "E", "X", "i",
    "2024-01-15", "10:30:45", "Jan 5 10:00:00", "req-1 2 3 - - -", "a[1]", "a[b]c", "[a]", "a]b",
    "a:b", "a:info", "a:INFO", ":error", "error:", "main]", "a,b", "a|b", "a=b", "-", "é", "#1",
    "9a", "a9", "thread-12", "QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181", "log", "LOG", "x:log",
    "ABC", "Abc", "Mar", "14 Mar 2026 10:29:58", "fine", "0x1f", "00", "@x", "\t", "a\tb",
  ]
  private static let words = [
    "RAS", "KERNEL", "APP", "host", "web", "info", "INFO", "12", "x", "Jan", "Mon", "abc-1", "abc",
    "a.b", "a:b", "FOO", "Foo", "foobar", "FooBar", "fo", "log", "LOGX", "tbird-admin1",
    "2024-01-15",
    "10:30:45", "a,b", "é", "D", "E", "information",
  ]

  // MARK: stamps

  private static let forms = 35

  private mutating func two(_ range: ClosedRange<Int>) -> String {
    let number = random.number(range)
    return number < 10 ? "0\(number)" : "\(number)"
  }

  private func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private mutating func clock(_ separator: String = ":") -> String {
    if random.once(in: 25) {
      return random.pick([
        "24:00:00", "10:60:00", "23:59:60", "23:59:61", "9:05:06", "10:30", "1:2:3",
      ])
    }
    return [two(0...23), two(0...59), two(0...59)].joined(separator: separator)
  }

  private mutating func fraction(_ mark: String) -> String {
    let digits = random.once(in: 15) ? random.pick([0, 1, 2, 3, 6, 9, 10, 12]) : fractionDigits
    guard digits > 0 else { return random.once(in: 30) ? mark : "" }
    return mark + (0..<digits).map { _ in "\(random.number(0...9))" }.joined()
  }

  private mutating func zone() -> String {
    guard random.once(in: 12) else { return "" }
    return random.pick([
      "Z", "+0100", " +0100", "+01:00", " +01:00", " UTC", " GMT", "-08:00", " -0800", "+01", " PM",
      " AM", "PM", " am", " +1", "z", " Z", " UTCX", " PMX", " 2005", " 2005x", " 1969", " -", " +",
      " +9900", " 1", " 2", " 3", ",", ", ", ".", ":", ":1", "+", "-", "-x", "+x", " EST", " a",
      " p",
    ])
  }

  /// The number of a form.
  mutating func anyForm() -> Int { random.number(0...Self.forms - 1) }

  /// What may follow a stamp, and could belong to it.
  mutating func behindStamp() -> String {
    random.pick([
      "", " ", " x", " INFO", ": x", ":", ",", ", x", ",1", ".", ".5", "]", "] x", " 1", " 2",
      " 2005",
      " 1999 x", " 2005x", " 3", " +", " +01", " +0100", " -", " - x", " -1", " -0800", " UTC",
      " Unit",
      " GMT", " PM", " Pm x", " am", " app", " at", " A", " P", "Z", "Zx", "x", "5", "-", "-x",
      "+x",
      "/", "|", "\t", "\tx", "  x", "  +0100", " 20051", " [12]", " 2100", " 2101", " 1970", "é",
    ])
  }

  private static let restsOfMonths = [
    "uary", "ruary", "ch", "il", "", "e", "y", "ust", "tember", "ober", "ember", "ember",
  ]

  /// A stamp of one of the forms of ``StampGrammar``.
  mutating func stamp(_ form: Int) -> String {
    if random.once(in: 12) {
      day = (random.number(1971...2037), random.number(1...12), random.number(1...28))
      if random.once(in: 2) { fractionDigits = random.pick([0, 2, 3, 6]) }
    }
    let (year, month, date) = day
    let short = pad(year % 100)
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let name = months[month - 1]
    let longMonth = name + Self.restsOfMonths[month - 1]
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date % 7]
    let longDay = weekday + ["day", "sday", "nesday", "rsday", "day", "urday", "day"][date % 7]
    let body: String
    switch form {
    case 0: body = "\(year)-\(pad(month))-\(pad(date))T\(clock())\(fraction("."))Z"
    case 1, 2: body = "\(year)-\(pad(month))-\(pad(date)) \(clock())\(fraction(","))"
    case 3: body = "\(year)/\(pad(month))/\(pad(date)) \(clock())"
    case 4: body = "\(year)-\(pad(month))-\(pad(date))-\(clock("."))\(fraction("."))"
    case 5: body = "\(year)\(pad(month))\(pad(date))-\(clock()):606"
    case 6: body = "\(year)\(pad(month))\(pad(date))\(clock(""))"
    case 7: body = "\(short)/\(pad(month))/\(pad(date)) \(clock())"
    case 8: body = "\(pad(month))/\(pad(date))/\(year) \(clock())"
    case 9: body = "\(pad(date)).\(pad(month)).\(year) \(clock())"
    case 10: body = "\(short)\(pad(month))\(pad(date)) \(clock(""))"
    case 11, 12: body = "\(pad(month))-\(pad(date)) \(clock())\(fraction("."))"
    case 13: body = "\(pad(month)).\(pad(date)) \(clock())"
    case 14, 15, 16: body = "\(name) \(pad(date)) \(clock())"
    case 17: body = "\(name) \(date < 10 ? " " : "")\(date) \(clock())"
    case 18: body = "\(weekday) \(name) \(pad(date)) \(clock()) \(year)"
    case 19: body = "\(pad(date))/\(name)/\(year):\(clock()) +0000"
    case 20: body = "\(date) \(name) \(year) \(clock())\(fraction("."))"
    case 21: body = "\(weekday), \(pad(date)) \(name) \(year) \(clock()) GMT"
    case 22, 23: body = "\(clock())\(fraction("."))"
    case 24: body = "\(random.number(1_000_000_000...1_999_999_999))"
    case 25: body = "\(random.number(1_000_000_000...1_999_999_999))\(fraction("."))"
    case 26:
      body =
        "\(random.number(1_000_000_000...1_999_999_999))"
        + random.pick(["123", "123456", "123456789"])
    case 27: body = "\(year)-\(pad(month))-\(pad(date))"
    case 28: body = "\(year)-\(pad(month))-\(pad(date))T\(clock())\(fraction("."))+02:00"
    case 29: body = "\(name) \(pad(date)), \(year) \(clock())"
    case 30: body = "\(date) \(name) \(clock())"
    case 31: body = "\(longMonth) \(date), \(year) \(clock())\(fraction("."))"
    case 32: body = "\(longDay), \(date) \(longMonth) \(year) \(clock())"
    case 33: body = "\(longMonth) \(pad(date)) \(clock())"
    default: body = "\(year)-\(month)-\(date) \(clock())"
    }
    if random.once(in: 40) { return random.once(in: 2) ? body.uppercased() : body.lowercased() }
    return body + zone()
  }

  // MARK: damage

  /// Changes, drops, doubles or inserts a byte among the first `limit`.
  mutating func damage(_ line: inout [UInt8], upTo limit: Int) {
    guard !line.isEmpty else { return }
    let place = random.number(0...min(limit, line.count) - 1)
    switch random.next() % 8 {
    case 0: line[place] ^= 1 << UInt8(random.next() % 8)
    case 1: line.remove(at: place)
    case 2: line.insert(line[place], at: place)
    case 3: line.insert(random.pick(Array(" []():-|,.#=\t0aA\u{1}/$^`".utf8)), at: place)
    case 4: line[place] = random.pick(Array(" []():-|,.#=\t019aAzZTI".utf8))
    case 5: line.removeSubrange(place...)
    case 6: line[place] = UInt8(truncatingIfNeeded: random.next())
    default: line[place] ^= 0x20
    }
  }
}
