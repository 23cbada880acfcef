/// Messages as services write them: fifteen shapes, with values of their kinds.
public struct LogGenerator {
  /// What redaction finds in a message: how a value of it looks before and behind it.
  public enum Finding: CaseIterable {
    case address, user, mail
  }

  /// Where the choices come from.
  public var random: SeededGenerator

  /// Starts from a seed.
  public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  private static let users = [
    "alice", "bob", "carol", "dave_k", "erin", "mallory7", "x.young", "u12",
  ]
  private static let devices = ["sda1", "sda2", "sdb1", "nvme0"]
  private static let services = ["billing", "checkout", "search", "mail", "stock"]

  /// A message.
  public mutating func message() -> String { pair().plain }

  /// A message, and what redaction leaves of it.
  public mutating func pair() -> (plain: String, redacted: String) {
    var plain = ""
    var redacted = ""
    for piece in shape() {
      switch piece {
      case .text(let text):
        plain += text
        redacted += text
      case .found(let finding):
        let value = value(finding)
        plain += value
        redacted += placeholder(finding)
      }
    }
    return (plain, redacted)
  }

  private enum Piece {
    case text(String)
    case found(Finding)
  }

  private mutating func shape() -> [Piece] {
    switch random.below(15) {
    case 0:
      [
        .text("Failed password for "), .found(.user), .text(" from "), .found(.address),
        .text(" port \(number(65_535)) ssh2"),
      ]
    case 1:
      [
        .text("Failed password for invalid user "), .found(.user), .text(" from "),
        .found(.address), .text(" port \(number(65_535)) ssh2"),
      ]
    case 2: [.text("Accepted publickey for "), .found(.user), .text(" from "), .found(.address)]
    case 3:
      [.text("connection to "), .found(.address), .text(":\(number(9_999)) lost after \(time())")]
    case 4:
      [
        .text(
          "GET /items/\(number(5_000)) took \(time()), status=\(random.pick([200, 404, 500]))"
        )
      ]
    case 5:
      [.text("disk \(random.pick(Self.devices)) is \(random.below(100))% full")]
    case 6:
      [.text("sent \(random.number(2...9)) messages to "), .found(.mail), .text(" (\(size()))")]
    case 7:
      [
        .text("Received block blk_-\(number(1 << 30)) of size \(number(1 << 26)) from /"),
        .found(.address),
      ]
    case 8: [.text("ask 10 to delete blk_\(number(1 << 30)) blk_\(number(1 << 30))")]
    case 9:
      [
        .text("session closed: user="), .found(.user),
        .text(" tty=\(random.pick(["ssh", "ssh", "ftp"])) uid=\(random.below(9))"),
      ]
    case 10:
      [.text("pool \(random.pick(Self.services)) has \(random.below(40)) free of 40 workers")]
    case 11: [.text("task_\(number(10_000))_m finished (\(random.pick(["", "7", "-1", "0x1f"])))")]
    case 12:
      [
        .text(
          "state: mode=\(random.pick(["fast", "slow", ""])), retries=\(random.pick(["", "3"]))"
        )
      ]
    case 13:
      [.text("open(\"\(random.pick(["config", "a b", ""]))\") failed: \(random.pick(["2", "13"]))")]
    default:
      [
        .text(
          "cache hit ratio \(random.below(100)).5% over \(number(100_000)) keys, lost \(number(900))"
        )
      ]
    }
  }

  private mutating func value(_ finding: Finding) -> String {
    switch finding {
    case .address: "10.\(random.below(256)).\(random.below(256)).\(random.below(256))"
    case .user: random.pick(Self.users)
    case .mail: "\(random.pick(Self.users))@\(random.pick(Self.services)).example.org"
    }
  }

  private mutating func placeholder(_ finding: Finding) -> String {
    let digits = ["3fa9", "01bc", "77e0"]
    return switch finding {
    case .address: "<IP>"
    case .user: random.pick(["<USER>", "<USER:\(random.pick(digits))>"])
    case .mail: random.pick(["<EMAIL>", "<EMAIL:\(random.pick(digits))>"])
    }
  }

  private mutating func number(_ bound: Int) -> Int { 1 + random.below(bound) }

  private mutating func time() -> String {
    random.pick(["\(number(9_000)) ms", "\(number(90))s", "\(number(9)).5s", "\(number(20)) sec"])
  }

  private mutating func size() -> String {
    random.pick(["\(number(900)) KB", "\(number(9)).6 MB", "\(number(900)) B"])
  }
}
