import Platform

/// A terminal without a screen: what a command writes to ``path`` can be read back.
struct PseudoTerminal: ~Copyable {
  private let leader: Int32
  private let follower: Int32
  /// The device that a command may have as its standard output.
  let path: String

  init() throws {
    var leader: Int32 = -1
    var follower: Int32 = -1
    guard openpty(&leader, &follower, nil, nil, nil) == 0 else {
      throw TestFailure(errorNumber: errno, "pseudo-terminal")
    }
    let name = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      buffer.baseAddress.flatMap { start in
        ttyname_r(follower, start, buffer.count) == 0 ? String(cString: start) : nil
      }
    }
    guard let name else { throw TestFailure(errorNumber: errno, "pseudo-terminal") }
    path = name
    self.leader = leader
    // While somebody has it open nothing that was written is lost.
    self.follower = follower
    for end in [leader, follower] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
  }

  deinit {
    close(follower)
    close(leader)
  }

  /// What was written so far, the carriage returns that a terminal puts before line feeds left out.
  ///
  /// A terminal holds 4 KB at most; then its writers wait.
  func written() throws -> [UInt8] {
    var bytes: [UInt8] = []
    while try waitReadable(leader, 0) { bytes += try readSome(leader) }
    return bytes.indices.compactMap { index in
      let isAdded =
        bytes[index] == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      return isAdded ? nil : bytes[index]
    }
  }
}
