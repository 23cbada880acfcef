import Platform
import TestSupport
import Testing

@testable import Lines

/// A log that a test writes to and rotates, and its reader.
private struct Log: ~Copyable {
  private let folder = FlatFolder()
  var follower: Follower
  let path: String

  init(waits: Bool = true) {
    path = folder.path + "/app.log"
    follower = Self.follower(path, nil, waits)
  }

  private static func follower(_ path: String, _ mark: FileMark?, _ waits: Bool) -> Follower {
    Follower(
      path: path, mark: mark, waits: waits, maximumLine: 100, oversize: .cut, readsBinary: false)
  }

  /// Lets another reader go on where this one has come to, or at the start.
  mutating func reopen(waits: Bool = false, fromStart: Bool = false) {
    follower = Self.follower(path, fromStart ? nil : follower.mark, waits)
  }

  func write(_ text: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    _ = Array(text.utf8).withUnsafeBytes { writeAll($0, to: descriptor) }
    close(descriptor)
  }

  func bytes(_ name: String) -> [UInt8] {
    let descriptor = open(path + name, O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    return readBytes(descriptor, at: 0, count: 1 << 16)
  }

  func replace(_ name: String, with bytes: [UInt8]) {
    let descriptor = open(path + name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    _ = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
    close(descriptor)
  }

  /// Renames older files, `app.log.1` to `app.log.2`.
  func shift() {
    for number in (1..<9).reversed() {
      for packing in ["", ".gz"] {
        rename("\(path).\(number)\(packing)", "\(path).\(number + 1)\(packing)")
      }
    }
  }

  func rotateByRename() {
    shift()
    rename(path, path + ".1")
  }

  func rotateByCopy() {
    shift()
    replace(".1", with: bytes(""))
    truncate(path, 0)
  }

  func packNewest() {
    replace(".1.gz", with: gzip(bytes(".1")))
    unlink(path + ".1")
  }

  /// The lines that are there, looked for more than once as a run does.
  mutating func lines() throws -> [String] {
    var lines: [String] = []
    for _ in 0..<4 {
      steps: while true {
        switch try follower.step() {
        case .lines:
          while let line = follower.next() {
            lines.append(String(decoding: line.bytes, as: UTF8.self))
          }
        case .begins: continue
        case .waits, .ends: break steps
        }
      }
    }
    return lines
  }
}

@Suite struct FollowerTests {
  @Test func `lines come when they are complete`() throws {
    var log = Log()
    #expect(try log.lines() == [])
    #expect(log.follower.takeNotices() == [.missing])
    log.write("one\ntw")
    #expect(try log.lines() == ["one"])
    log.write("o\n")
    #expect(try log.lines() == ["two"])
  }

  @Test func `a renamed log is read to its end, then the new one`() throws {
    var log = Log()
    log.write("one\n")
    #expect(try log.lines() == ["one"])
    log.write("two\nthree")
    log.rotateByRename()
    #expect(try log.lines() == ["two"])
    log.write("four\n")
    #expect(try log.lines() == ["three", "four"])
  }

  @Test func `a log that is cut off is read to its end in the copy`() throws {
    var log = Log()
    log.write("one\n")
    #expect(try log.lines() == ["one"])
    log.write("two\n")
    log.rotateByCopy()
    #expect(try log.lines() == ["two"])
    log.write("three\n")
    #expect(try log.lines() == ["three"])
  }

  @Test func `a log that has grown beyond its old size after it was cut off is known by its bytes`()
    throws
  {
    var log = Log()
    log.write("one\n")
    #expect(try log.lines() == ["one"])
    log.rotateByCopy()
    log.write("three\nfour\n")
    #expect(try log.lines() == ["three", "four"])
  }

  @Test(arguments: [false, true])
  func `rotations that nobody has seen lose nothing`(waits: Bool) throws {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<60 {
      var log = Log(waits: waits)
      var expected: [String] = []
      var got: [String] = []
      func writeSome(_ log: borrowing Log) {
        for _ in 0...random.below(3) {
          expected.append("line \(expected.count)")
          log.write(expected[expected.count - 1] + "\n")
        }
      }
      writeSome(log)
      for _ in 0..<6 {
        got += try log.lines()
        if !waits { log.reopen() }
        for _ in 0..<random.below(4) {
          writeSome(log)
          if random.once(in: 2) { log.rotateByRename() } else { log.rotateByCopy() }
          if random.once(in: 2) { log.packNewest() }
          if random.once(in: 2) { writeSome(log) }
        }
        writeSome(log)
      }
      got += try log.lines()
      #expect(got == expected)
      if got != expected { return }
    }
  }

  @Test func `a copy that is being made is not read beside its log`() throws {
    var log = Log(waits: false)
    log.write("one\n")
    #expect(try log.lines() == ["one"])
    log.rotateByRename()
    log.write("two\nthree\n")
    log.shift()
    log.replace(".1", with: Array("two\n".utf8))
    log.reopen()
    #expect(try log.lines() == ["two", "three"])
  }

  @Test func `what was read and is gone is said`() throws {
    var log = Log(waits: false)
    log.write("one\n")
    #expect(try log.lines() == ["one"])
    log.replace("", with: Array("other\n".utf8))
    log.reopen()
    #expect(try log.lines() == ["other"])
    #expect(log.follower.takeNotices() == [.lost])
  }

  @Test func `the rest of a cut line is no line of the next run`() throws {
    var log = Log(waits: false)
    log.write(String(repeating: "x", count: 150))
    #expect(try log.lines() == [String(repeating: "x", count: 100)])
    log.write("yy\nnext\n")
    log.reopen()
    #expect(try log.lines() == ["next"])
  }

  @Test func `a file that is packed, or UTF-16, is gone on with by its text`() throws {
    let wide: [UInt8] =
      [0xFF, 0xFE] + Array("oné\ntwo\n".utf16).flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    for (first, second) in [
      (Array(wide.dropLast(8)), wide),
      (gzip(Array("oné\n".utf8)), gzip(Array("oné\n".utf8)) + gzip(Array("two\n".utf8))),
    ] {
      var log = Log(waits: false)
      log.replace("", with: first)
      #expect(try log.lines() == ["oné"])
      log.replace("", with: second)
      log.reopen()
      #expect(try log.lines() == ["two"])
    }
  }

  @Test func `names of rotated logs tell their order`() throws {
    func isOlder(_ left: String, _ right: String) -> Bool? {
      guard let left = RotatedName(left, of: "app.log"),
        let right = RotatedName(right, of: "app.log")
      else { return nil }
      return left.isOlder(than: right)
    }
    #expect(isOlder("app.log.10.gz", "app.log.9") == true)
    #expect(isOlder("app.log.1", "app.log.2.gz") == false)
    #expect(isOlder("app.log-20260313.zst", "app.log-20260314") == true)
    #expect(isOlder("app.2026-03-13.log", "app.2026-03-14.log.gz") == true)
    #expect(isOlder("app.log.1", "app.log-20260314") == nil)
    for other in [
      "app-error.log", "app.log.bak", "app.log", "app.log.", "app.logs.1", "app.log.1.tmp",
    ] {
      #expect(RotatedName(other, of: "app.log") == nil, "\(other)")
    }
  }
}
