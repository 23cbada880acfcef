import TestSupport

/// Lines of every format, some damaged, with a few lines of noise between them.
func randomLog(lines count: Int, using random: inout SeededGenerator) -> [UInt8] {
  var log: [UInt8] = []
  for _ in 0..<count {
    var line = Array((seedLines.randomElement(using: &random) ?? "").utf8)
    let damages = [0, 0, 0, 1, 1, 2, 5].randomElement(using: &random) ?? 0
    for _ in 0..<damages { damage(&line, using: &random) }
    log += line
    log +=
      [[0x0A], [0x0A], [0x0A], [0x0D, 0x0A], [0x0A, 0x0A]].randomElement(using: &random) ?? []
  }
  if Bool.random(using: &random), log.last == 0x0A { log.removeLast() }
  return log
}

private let seedLines = [
  "2024-01-15 10:30:45,123 ERROR [worker-3] payment-api - Connection timeout to db-7 after 5012 ms",
  "<34>Mar 14 10:00:01 node-1 su[77]: failed for lonvick on /dev/pts/8",
  "<165>1 2026-03-14T10:00:15.003Z host.example.com evntslog 12 ID47 [ex@32473 iut=\"3\" s=\"\\\"]\"] An event",
  "time=2026-03-14T10:00:02.620Z level=info msg=\"say \\\"hi\\\"\" sku=TIN-01 qty=49 ok=true dur=16.6ms",
  "{\"level\":\"info\",\"time\":1773482408610,\"msg\":\"caf\\u00e9 \\ud83d\\ude00\",\"a\":{\"b\":[1,2.50,null]}}",
  "{\"timestamp\":\"2026-03-14T10:00:08Z\",\"message\":\"ours 17\",\"format\":\"json\",\"weight\":3}",
  "{\"event\":\"tick\",\"kind\":\"time\",\"id\":\"tick\",\"timestamp\":\"2026-03-14T10:00:10Z\"}",
  "{\"message\":\"a\",\"cluster_id\":\"old\",\"template\":7,\"message\":\"b \\\\ c\"}",
  "{\"no\":\"message\"}",
  "timestamp,level,message", "2026-03-14T10:29:45.678Z,INFO,\"he said \"\"hi\"\", ok\"",
  "I0314 10:00:02.081067       1 cache.go:57] query cache miss key=f6ebffd7 size=556",
  "\u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7}text grüße 😀", "\tat com.shop.Cart.get(Cart.java:42)",
  "user alice logged in from 10.0.0.1 port 22 with <IP> and <USER:3fa9>", "", "   ", "{", "\"", "=",
  "192.0.2.2 - - [14/Mar/2026:10:00:02 +0000] \"GET /a?b=c HTTP/2.0\" 200 8736 \"https://x/\" \"Mozilla/5.0\"",
]

/// Does to a line what disks, networks and people do.
private func damage(_ line: inout [UInt8], using random: inout SeededGenerator) {
  let place = Int.random(in: 0...line.count, using: &random)
  switch Int.random(in: 0..<6, using: &random) {
  case 0: line.removeSubrange(place...)
  case 1: line.removeSubrange(..<place)
  case 2: line.insert(noiseByte(using: &random), at: place)
  case 3: if place < line.count { line[place] = noiseByte(using: &random) }
  case 4: line.insert(contentsOf: line[..<place], at: place)
  default:
    let bytes = Array("{}[]\",:\\= \t<>%".utf8)
    line.insert(bytes.randomElement(using: &random) ?? 0x20, at: place)
  }
}

/// Any byte but the end of a line.
private func noiseByte(using random: inout SeededGenerator) -> UInt8 {
  let byte = UInt8.random(in: 0...255, using: &random)
  return byte == 0x0A ? 0 : byte
}
