import Platform
import Synchronization

/// Where a standard stream of a child comes from or goes to.
enum ChildStream {
  /// `/dev/null`.
  case null
  /// A file: read, or emptied and written.
  case file(String)
  /// The other end is in the test's hands.
  case pipe
}

/// A process that a test started: the leader of a process group of its own, with default signals.
///
/// Every process of the group holds the write end of a pipe, the lifeline: when its read end reports the end,
/// all of them are gone. That makes a wait with a deadline out of one `poll`.
struct ChildProcess: ~Copyable {
  private static let lifelineDescriptor: Int32 = 9
  private static let spawning = Mutex(())

  let id: pid_t
  private var input: Int32 = -1
  private var output: Int32 = -1
  private let lifeline: Int32
  private var received: [UInt8] = []
  private var isReaped = false
  /// The CPU time, in seconds, of the command and of the children that it waited for; known after ``wait(atMost:)``.
  private(set) var processorSeconds = 0.0

  /// Starts the command `arguments` (its path comes first) with `folder` as its working directory.
  ///
  /// Without `error` standard error goes where standard output goes.
  init(
    _ arguments: [String], in folder: String, environment: [String: String],
    input: ChildStream = .null, output: ChildStream = .null, error: ChildStream? = .null
  ) throws {
    // A child that went away must not take the test with it.
    signal(SIGPIPE, SIG_IGN)
    // Another thread's child must not inherit an end of these pipes before it is marked.
    (id, self.input, self.output, lifeline) = try Self.spawning.withLock { _ in
      var actions = SpawnActions()
      defer { actions.destroy() }
      let input = try actions.connect(0, to: input)
      let output = try actions.connect(1, to: output)
      if let error { _ = try actions.connect(2, to: error) } else { actions.duplicate(1, as: 2) }
      let lifeline = try actions.connect(Self.lifelineDescriptor, to: .pipe)
      defer { actions.closeChildEnds() }
      let inFolder = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + arguments
      return (try actions.spawn(inFolder, environment), input, output, lifeline)
    }
  }

  deinit {
    for descriptor in [input, output, lifeline] where descriptor >= 0 { close(descriptor) }
    if !isReaped {
      kill(-id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  /// Writes to the child's standard input; what a child that has gone did not read is lost.
  func send(_ bytes: some Collection<UInt8>) { write(Array(bytes), to: input) }

  /// Ends the child's standard input.
  mutating func closeInput() {
    close(input)
    input = -1
  }

  /// Closes the reading end of the child's standard output.
  mutating func closeOutput() {
    close(output)
    output = -1
  }

  /// The next line of the child's standard output without its end; nil at the end of the output.
  mutating func nextLine(within seconds: Int = 30) throws -> String? {
    while true {
      if let end = received.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: received[..<end], as: UTF8.self)
        received.removeFirst(end + 1)
        return line
      }
      guard try waitReadable(output, seconds) else { throw TestFailure("no line in \(seconds) s") }
      let more = try readSome(output)
      if more.isEmpty { return nil }
      received += more
    }
  }

  /// All of the child's standard output that was not read yet.
  mutating func restOfOutput(within seconds: Int = 30) throws -> [UInt8] {
    while try waitReadable(output, seconds) {
      let more = try readSome(output)
      if more.isEmpty {
        defer { received = [] }
        return received
      }
      received += more
    }
    throw TestFailure("the output did not end in \(seconds) s")
  }

  /// Sends a signal to the child alone.
  func send(signal: Int32) { kill(id, signal) }

  /// Waits for the end of the child and all it started.
  ///
  /// - Returns: The exit status as a shell has it: 128 and the signal when one ended the child.
  /// - Throws: When the group is not gone in time; it is killed then.
  mutating func wait(atMost seconds: Int = 60) throws -> Int32 {
    let isGone = try waitReadable(lifeline, seconds)
    if !isGone { kill(-id, SIGKILL) }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
    isReaped = true
    for time in [usage.ru_utime, usage.ru_stime] {
      processorSeconds += Double(time.tv_sec) + Double(time.tv_usec) / 1e6
    }
    if !isGone { throw TestFailure("not done in \(seconds) s, killed") }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

/// Two ends of a pipe that no child inherits unasked.
private struct Pipe {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TestFailure(errorNumber: errno, "pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }
}

/// What `posix_spawn` is to do between fork and exec.
private struct SpawnActions {
  #if canImport(Darwin)
    private var actions: posix_spawn_file_actions_t?
    private var attributes: posix_spawnattr_t?
  #else
    private var actions = posix_spawn_file_actions_t()
    private var attributes = posix_spawnattr_t()
  #endif
  private var childEnds: [Int32] = []

  init() {
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
  }

  mutating func destroy() {
    posix_spawn_file_actions_destroy(&actions)
    posix_spawnattr_destroy(&attributes)
  }

  /// Connects a standard stream; for a pipe returns the test's end, else -1.
  mutating func connect(_ descriptor: Int32, to stream: ChildStream) throws -> Int32 {
    let writing = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
    let mode = descriptor == 0 ? O_RDONLY : writing
    switch stream {
    case .null: posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    case .file(let path): posix_spawn_file_actions_addopen(&actions, descriptor, path, mode, 0o644)
    case .pipe:
      let pipe = try Pipe()
      let (own, other) =
        descriptor == 0 ? (pipe.writeEnd, pipe.readEnd) : (pipe.readEnd, pipe.writeEnd)
      duplicate(other, as: descriptor)
      childEnds.append(other)
      return own
    }
    return -1
  }

  mutating func duplicate(_ descriptor: Int32, as other: Int32) {
    posix_spawn_file_actions_adddup2(&actions, descriptor, other)
  }

  func closeChildEnds() {
    for end in childEnds { close(end) }
  }

  mutating func spawn(_ arguments: [String], _ environment: [String: String]) throws -> pid_t {
    var flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    #if canImport(Darwin)
      flags |= POSIX_SPAWN_CLOEXEC_DEFAULT
    #endif
    posix_spawnattr_setflags(&attributes, Int16(flags))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGPIPE, SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, signal) }
    posix_spawnattr_setsigdefault(&attributes, &signals)

    let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    var argumentPointers = arguments.map { strdup($0) } + [nil]
    var variablePointers = variables.map { strdup($0) } + [nil]
    defer { for pointer in argumentPointers + variablePointers { free(pointer) } }
    var id = pid_t()
    let failure = posix_spawn(
      &id, arguments[0], &actions, &attributes, &argumentPointers, &variablePointers)
    guard failure == 0 else { throw TestFailure(errorNumber: failure, arguments[0]) }
    return id
  }
}
