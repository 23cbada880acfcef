import Testing

@testable import Parsing

@Suite struct NameTests {
  @Test func `a service has the name of its file`() {
    #expect(serviceName(ofFile: "/var/log/checkout.log.2.gz") == "checkout")
  }

  @Test(arguments: [
    ("checkout.log", "checkout"), ("checkout", "checkout"), ("a/b/pay-api.json", "pay-api"),
    ("pay-api-2024-01-15.log", "pay-api"), ("pay_api_20240115.log.zst", "pay_api"),
    ("app.log.2024-01-15", "app"), ("app.log.1.old", "app"), ("com.shop.cart.log", "com.shop.cart"),
    (".hidden.log", ".hidden"), ("app2.log", "app2"), ("app-v2.log", "app-v2"),
    ("app.out.err", "app"),
  ])
  func `endings and ages go`(path: String, expected: String) {
    #expect(serviceName(ofFile: path) == expected)
  }

  @Test(arguments: [
    "-", "", "/var/log/", "access.log", "error.log.1", "stdin", "log", "logs.txt", "output.json",
  ])
  func `names that say nothing are none`(path: String) { #expect(serviceName(ofFile: path) == nil) }

  @Test(arguments: [
    ("payment-api-7d9f8b6c5-x2x4k", "payment-api"), ("a-7d9f8b6c55-x2x4k", "a"),
    ("web-76b9c7f4-bcd56", "web"),
  ])
  func `a pod has the name of its workload`(name: String, workload: String) {
    var name = name
    #expect(name.withUTF8 { workloadLength(ofPod: $0) } == workload.utf8.count)
  }

  @Test(arguments: [
    "", "payment-api", "payment-api-x2x4k", "payment-api-7d9f8b6c5-abcde",
    "payment-api-7a9f8b6c5-x2x4k",
    "7d9f8b6c5-x2x4k", "-7d9f8b6c5-x2x4k", "payment-api-7d9f8b6-x2x4k",
    "payment-api-7d9f8b6c5cc-x2x4k",
    "payment-api-7d9f8b6c5-x2x4", "payment-api-7d9f8b6c5-x2x4kk", "payment-api-7D9F8B6C5-x2x4k",
  ])
  func `other names are no pod's`(name: String) {
    var name = name
    #expect(name.withUTF8 { workloadLength(ofPod: $0) } == nil)
  }

  @Test func `the names that lparse gives are known`() {
    for name in [
      "json", "logfmt", "csv", "tsv", "syslog-rfc3164", "syslog-rfc5424", "header", "raw", "stamp",
      "stamp-level-thread-logger", "level-stamp-pid-origin",
      "stamp-column-column-host-service-tid-id",
    ] {
      #expect(Format.isKnown(name), "\(name)")
    }
    for name in [
      "", "-", "stamp-", "-stamp", "stamp--level", "Stamp", "nginx", "raw-json", "stamp level",
    ] {
      #expect(!Format.isKnown(name), "\(name)")
    }
    for format in Format.allCases { #expect(format.text.description == format.rawValue) }
    #expect(Format.allCases.map(\.index) == Array(0..<Format.allCases.count))
  }
}
