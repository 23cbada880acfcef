import Testing

@testable import Templates

@Suite struct ValueReaderTests {
  @Test func `a value is known by its shape`() throws {
    #expect(
      try firstSight("Connection timeout to db1.prod.local after 5012 ms")
        == "Connection timeout to <HOST> after <DURATION>")
  }

  @Test(arguments: [
    ("7", "<NUM>"), ("-7", "<NUM>"), ("+7", "<NUM>"), ("3.14", "<NUM>"), ("-3.14", "<NUM>"),
    ("7.", "<NUM>."),
    ("0", "<NUM>"), ("1e9", "<NUM>"), ("1.5E-07", "<NUM>"), ("12/34", "<NUM>"), ("3.5/4", "<NUM>"),
    ("1,204", "<NUM>"), ("1,204,000.50", "<NUM>"), ("-1,204", "<NUM>"), ("1,2", "<NUM>,<NUM>"),
    ("1,2045", "<NUM>,<NUM>"), ("1,204,5", "<NUM>,<NUM>,<NUM>"), ("[1, 2]", "[<NUM>, <NUM>]"),
    ("(7)", "(<NUM>)"), ("7,", "<NUM>,"), ("7:", "<NUM>:"), ("7!", "<NUM>!"), ("7?", "<NUM>?"),
    ("(see 7.)", "(see <NUM>.)"), ("99999999999999999999", "<NUM>"), ("7 files", "<NUM> files"),
    ("7 Files", "<NUM> Files"), ("7 May", "<NUM> May"), ("-", "-"), ("--", "--"), ("+", "+"),
  ])
  func `numbers`(message: String, template: String) throws { try check(message, template) }

  @Test(arguments: [
    ("10.0.0.7", "<IP>"), ("10.0.0.7.", "<IP>."), ("10.0.0.7:51966", "<IP>:<NUM>"),
    ("10.0.0.0/8", "<IP>"),
    ("/10.0.0.7:80", "<IP>:<NUM>"), ("(10.0.0.7)", "(<IP>)"), ("10.0.0.7!", "<IP>!"),
    ("2001:db8:0:0:0:0:2:1", "<IP>"), ("2001:db8::1", "<IP>"), ("fe80::1:2", "<IP>"),
    ("ff02::2.", "<IP>."),
    ("[2001:db8::1]:443", "[<IP>]:<NUM>"), ("FE80::A", "<IP>"), ("dead:beef::1", "<IP>"),
    ("00:1b:44:11:3a:b7", "<MAC>"), ("0A-BB-CC-DD-EE-FF", "<MAC>"), ("aa:bb:cc:dd:ee:ff", "<MAC>"),
    ("be: it", "be: it"), ("face: it", "face: it"), ("std::dead", "std::dead"),
    ("9f2c41d0-7ab3-4e5f-8a9b-0c1d2e3f4a5b", "<UUID>"),
    ("9F2C41D0-7AB3-4E5F-8A9B-0C1D2E3F4A5B.", "<UUID>."),
  ])
  func `addresses`(message: String, template: String) throws { try check(message, template) }

  @Test(arguments: [
    ("0xdeadbeef", "<HEX>"), ("0x1F", "<HEX>"), ("4BF92F3577B34DA6", "<HEX>"),
    ("d41d8cd98f00b204", "<HEX>"),
    ("1234e567", "<NUM>"), ("1234e5678", "<HEX>"), ("deadbeef", "deadbeef"), ("facade", "facade"),
    ("a1b2", "a1b2"), ("d41d8cd98f00b204e9800998ecf8427e", "<HEX>"), ("(0x7f)", "(<HEX>)"),
  ])
  func `hexadecimal numbers`(message: String, template: String) throws {
    try check(message, template)
  }

  @Test(arguments: [
    "2024-01-15", "2024/01/15", "2024.01.15", "15/01/2024", "15.01.2024", "01-15-24", "15/Jan/2024",
    "2024-01-15T10:30:45Z", "2024-01-15T10:30:45.123456Z", "2024-01-15 10:30:45,123",
    "2024-01-15 10:30",
    "2024-01-15T10:30:45+01:00", "2024-01-15 10:30:45 +0100", "2024-01-15 10:30:45 UTC",
    "15/Jan/2024:10:30:45 +0000", "15.01.2024 10:30:45", "10:30:45", "10:30:45.123", "10:30:45,123",
    "1:02:03", "Jan 15", "Jan  5", "Jan 15, 2024", "Jan 15 10:30:45", "Mon Jan 15 10:30:45 2024",
    "Mon Jan 15 10:30:45 UTC 2024", "Mon Jan 15 10:30:45 CEST 2024", "14 Mar 2026",
    "14 March 2026 10:30:45",
    "Mon, 14 Mar 2026 10:30:45 GMT", "Mon, 14 Mar 2026 10:30:45 +0000", "June 5",
  ])
  func `dates and clocks`(message: String) throws {
    try check(message, "<TIME>")
    try check("at \(message).", "at <TIME>.")
    try check("[\(message)] up", "[<TIME>] up")
  }

  @Test(arguments: [
    ("May 5 users", "<TIME> users"), ("Mark 5 users", "Mark <NUM> users"),
    ("Deck 12", "Deck <NUM>"),
    ("Mars 12", "Mars <NUM>"), ("May you", "May you"), ("12:30", "<NUM>:<NUM>"),
    ("March on", "March on"),
    ("Jan 15 10:30:45 WARN disk", "<TIME> WARN disk"),
    ("Jan 15 10:30:45 POST it", "<TIME> POST it"),
    ("3.12.10", "<VERSION>"), ("Mon", "Mon"), ("10:30:45:99", "<TIME>:<NUM>"),
  ])
  func `what is like a date`(message: String, template: String) throws {
    try check(message, template)
  }

  @Test(arguments: [
    "5ms", "5 ms", "5012 ms", "1.5s", "1.5 s", "3 sec", "10 min", "2 h", "1h2m3s", "2m3.5s", "1h",
    "5m", "15 µs",
    "7us", "30 secs", "2 hrs", "-5 ms", "100ns",
  ])
  func `durations`(message: String) throws {
    try check(message, "<DURATION>")
    try check("took \(message).", "took <DURATION>.")
    try check("(\(message))", "(<DURATION>)")
  }

  @Test(arguments: ["9.6 KB", "10MB", "10 GiB", "1.5T", "64K", "512kB", "3 M", "12 kb"])
  func `sizes`(message: String) throws {
    try check(message, "<SIZE>")
    try check("has \(message), more", "has <SIZE>, more")
  }

  @Test(arguments: [
    ("91%", "<PERCENT>"), ("0.5%", "<PERCENT>"), ("91%.", "<PERCENT>."), ("v1.2.3", "<VERSION>"),
    ("1.2.3", "<VERSION>"), ("1.2.3-rc1", "<VERSION>"), ("1.2.3-rc1.", "<VERSION>."),
    ("2.0.0+build.5", "<VERSION>"), ("1.2.3.4.5", "<VERSION>"), ("v2.10.0,", "<VERSION>,"),
    ("3 MIDDLE", "<NUM> MIDDLE"), ("5 minutes", "<NUM> minutes"), ("5 Kilo", "<NUM> Kilo"),
    ("7 s_x", "<NUM> s_x"), ("3 h/o", "<NUM> h/o"),
  ])
  func `shares, versions, and what only begins as a unit`(message: String, template: String) throws
  {
    try check(message, template)
  }

  @Test(arguments: [
    ("https://a.example/x?y=1&z=2,3", "<URL>"), ("see http://a/b, then", "see <URL>, then"),
    ("at http://a/b.", "at <URL>."), ("(http://a/b)", "(<URL>)"), ("\\\"", "\\\""),
    ("s3://bucket/key", "<URL>"),
    ("jdbc:mysql://h/db", "jdbc:<URL>"), ("http:", "http:"), ("://", "://"),
    ("http://[::1]:80/x", "<URL>"),
    ("ops@example.org", "<EMAIL>"), ("ops@example.org.", "<EMAIL>."),
    ("<ops@example.org>", "<<EMAIL>>"),
    ("first.last+tag@mail.example.co.uk", "<EMAIL>"), ("7a@b.org", "<EMAIL>"),
    ("root@db", "root@db"), ("@", "@"),
  ])
  func `links and mail`(message: String, template: String) throws { try check(message, template) }

  @Test(arguments: [
    ("/var/log/syslog", "<PATH>"), ("/var/log/syslog.", "<PATH>."),
    ("/etc/passwd: denied", "<PATH>: denied"),
    ("/a", "<PATH>"), ("/a/", "<PATH>"), ("/api/v1/users?id=7&x=y", "<PATH>"), ("~/x/y", "<PATH>"),
    ("/", "/"),
    ("lib/x.so", "<PATH>"), ("a/b/c", "<PATH>"), ("../x/y", "<PATH>"), ("and/or", "and/or"),
    ("n/a", "n/a"),
    ("HTTP/1.1", "HTTP/1.1"), ("C:\\Windows\\x.dll", "<PATH>"), ("C:\\a, b", "<PATH>, b"),
    ("C:\\Program Files", "<PATH> Files"), ("src/main.c:17", "<PATH>:<NUM>"),
    ("(/a/b)", "(<PATH>)"),
    ("\"GET /a?b=c HTTP/1.1\" 200", "\"GET <PATH> HTTP/1.1\" <NUM>"),
  ])
  func `paths`(message: String, template: String) throws { try check(message, template) }

  @Test(arguments: [
    ("db1.prod.local", "<HOST>"), ("ec2-54-1-2-3.compute.amazonaws.com", "<HOST>"),
    ("db1.prod.local.", "<HOST>."), ("db1.prod.local:5432", "<HOST>:<NUM>"),
    ("3.pool.ntp.org", "<HOST>"),
    ("org.acme.db", "<ID>"), ("com.acme.shop", "<ID>"), ("com.acme.Main", "com.acme.Main"),
    ("mapred.job.id", "mapred.job.id"), ("java.home.dir", "java.home.dir"),
    ("java.io.IOException", "java.io.IOException"),
    ("done.", "done."), ("example.org", "example.org"), ("a..b", "a..b"), ("wait...", "wait..."),
    ("5..7", "<NUM>..<NUM>"), ("5...7", "<NUM>...<NUM>"), ("5...", "<NUM>..."),
    ("a1-2..b3-4", "<ID>..<ID>"), ("db1.prod.local..", "<HOST>.."),
    ("e.g. this", "e.g. this"),
  ])
  func `hosts, packages and sentences`(message: String, template: String) throws {
    try check(message, template)
  }

  @Test(arguments: [
    ("blk_-123", "<ID>"), ("worker-3", "<ID>"), ("worker-3.", "<ID>."), ("core.1165", "core.<NUM>"),
    ("4xx", "<ID>"),
    ("thread123", "<ID>"), ("x_7", "<ID>"), ("ssh2", "ssh2"), ("md5", "md5"), ("eth0", "eth0"),
    ("k8s", "k8s"),
    ("log4j", "log4j"), ("utf8!", "utf8!"), ("attempt_20_m_1_0", "<ID>"), ("#5", "<ID>"),
    ("CPU#0", "CPU#<NUM>"), ("core.1165.", "core.<NUM>."), ("a.b.7", "<ID>"), ("U01", "<ID>"),
    ("bglio46", "<ID>"), ("i386", "i386"), ("sha256", "sha256"), ("SHA256,", "SHA256,"),
    ("sha255", "<ID>"), ("http2", "http2"),
  ])
  func `ids, and names with a digit of their own`(message: String, template: String) throws {
    try check(message, template)
  }

  @Test(arguments: [
    ("true", "<BOOL>"), ("false", "<BOOL>"), ("null", "<BOOL>"), ("is true.", "is <BOOL>."),
    ("truly", "truly"),
    ("nul", "nul"), ("fals", "fals"), ("user=root", "user=<*>"), ("user=7", "user=<NUM>"),
    ("id=-", "id=<*>"), ("uid=0", "uid=<NUM>"), ("hostName=db", "hostName=<*>"),
    ("trace_id=x", "trace_id=<*>"), ("tty=ssh", "tty=ssh"), ("grid=x", "grid=x"),
    ("a=b=c", "a=b=c"), ("t=2024-01-15 10:30:45 x", "t=<TIME> x"),
    ("size=5 MB x", "size=<SIZE> x"), ("a=5 x", "a=<NUM> x"), ("a=5: x", "a=<NUM>: x"),
    ("user=root.", "user=<*>."), ("v=1.5.", "v=<NUM>."), ("a = b", "a = b"), ("a >= b", "a >= b"),
    ("=b", "=b"),
    ("user=\"a b\"", "user=\"<STR>\""), ("user=\"\"", "user=\"\""), ("p=/a/b: x", "p=<PATH>: x"),
    ("ws=WorkSource{10113}", "ws=<*>"), ("a=b:c d", "a=<*> d"), ("k=x[1]", "k=<*>"),
    ("bounds=Rect(0, 0)", "bounds=Rect(<NUM>, <NUM>)"), ("k=x(1", "k=x(<NUM>"),
    ("mail <EMAIL:3fa9> to <USER>", "mail <EMAIL> to <USER>"), ("id=<USER:1>", "id=<USER>"),
  ])
  func `truth values, assigned values and placeholders`(message: String, template: String) throws {
    try check(message, template)
  }

  @Test(arguments: [
    "1", "1.", "1,111", "1/1", "a", "a1", "0x", "f:", "1:", "ab:", "-", "/a", "/a:", "/", "a/",
    "a@b.", "@", "a@", ".a", "1.1",
    "1.a", "http://a", "://", "x=", "=x", "1 ", "Jan ", "Jan 1 ", "\"", "\\", "<", "<A", "<EMAIL:",
    "1h", "1h1m", "1-", "é", "\0",
    "1-1-1 ", "C:\\", "C:\\a.", "?", "a?", "a.b.", "::", "1::", "%", "~/a", "a.a@", "1e1", "1.1-",
    "1.1.1-a.", "http://a|", "/a?b,", "k=/a?b|",
  ])
  func `hostile tokens of any length end, and the interpreter agrees`(piece: String) throws {
    var fast = try MessageLexer()
    var slow = try MessageLexer(allowsJIT: false)
    for (count, end) in [(1, "^"), (700, ""), (700, "^"), (65_536, ""), (65_536, "^")] {
      let message = Array(
        (String(repeating: piece, count: count / piece.utf8.count + 1) + end).utf8)
      let memory = GuardedMemory(capacity: message.count)
      let start = memory.place(message)
      fast.lex(start, count: message.count)
      slow.lex(start, count: message.count)
      #expect(fast.hash == slow.hash && fast.count == slow.count, "\(count) bytes")
    }
  }

  @Test func `an address longer than the patterns look is none, what follows it is`() throws {
    let address = "http://" + String(repeating: "a", count: Masker.window - 8)
    #expect(try firstSight("\(address) to http://a/b") == "<URL> to <URL>")
    #expect(try firstSight("\(address)a to http://a/b") == "http:<PATH> to <URL>")
    #expect(try firstSight("\(address)aaa to http://a/b") == "http:<PATH> to <URL>")
  }

  /// In a sentence, alone, and by the interpreter.
  private func check(_ message: String, _ template: String) throws {
    #expect(try firstSight(message) == template)
    #expect(try firstSight("was \(message)") == "was \(template)")
    var fast = try MessageLexer()
    var slow = try MessageLexer(allowsJIT: false)
    let memory = GuardedMemory(capacity: 1_024)
    let start = memory.place(Array(message.utf8))
    fast.lex(start, count: message.utf8.count)
    slow.lex(start, count: message.utf8.count)
    #expect(fast.hash == slow.hash)
  }
}
