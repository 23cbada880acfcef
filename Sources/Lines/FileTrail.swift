import Platform

/// Finds out which files hold what was written to a log behind a mark: the file that the mark is in, under whatever name
/// it has now, those that came after it, and the one that has the log's name.
///
/// A renamed file is known by its number, a copy and a packed file by their bytes; both are looked for in the folder of the log.
/// Which files came after it their names tell, `app.log.2` before `app.log.1`, `app.log-20260313` before `app.log-20260314`.
///
/// Files may be renamed, copied and cut off meanwhile. They are opened, and then everything is looked at again: an answer
/// holds for one moment, at which all that is to be read was open.
struct FileTrail {
  /// The files to read, oldest first.
  struct Answer {
    var segments: [FileSegment] = []
    /// The file of the mark was not found: what was written to it behind the mark is lost.
    var isBroken = false
    /// The start of a log with nothing in it.
    var emptyLog: FileMark?
  }

  private struct Entry: Equatable {
    let name: String
    let device: UInt64
    let inode: UInt64
  }

  private let path: String
  private let folder: String
  private let base: String

  /// - Parameter path: The log; a symbolic link is followed.
  init(path: String) {
    self.path = path
    var real = path
    if let resolved = realpath(path, nil) {
      real = String(cString: resolved)
      free(resolved)
    }
    let slash = real.lastIndex(of: "/")
    folder = slash.map { $0 == real.startIndex ? "/" : String(real[..<$0]) } ?? "."
    base = slash.map { String(real[real.index(after: $0)...]) } ?? real
  }

  private static let attempts = 100
  private static let pauseMilliseconds: Int32 = 2

  /// The files behind a mark; without one, the file that has the name of the log.
  ///
  /// A log that is empty counts as none: it cannot be known again.
  ///
  /// - Throws: Why the log, or the folder, cannot be read.
  func files(behind mark: FileMark?) throws(InputError) -> Answer {
    for _ in 0..<Self.attempts {
      if let answer = try lookOnce(behind: mark) { return answer }
      poll(nil, 0, Self.pauseMilliseconds)
    }
    throw .unreadable(errno: EBUSY)
  }

  /// Nil when files were changing.
  private func lookOnce(behind mark: FileMark?) throws(InputError) -> Answer? {
    let (live, emptyLog) = try openLive()
    guard let mark else {
      return Answer(segments: live.map { [$0] } ?? [], emptyLog: emptyLog)
    }
    if let live, live.isSame(as: mark), live.begins(with: mark) {
      live.mark = mark
      live.hasMarkAsIs = true
      return Answer(segments: [live])
    }
    let entries = list()
    var answer = Answer(emptyLog: emptyLog)
    if let origin = find(mark, among: entries) {
      guard let newer = openNewer(than: origin.name, live, among: entries) else { return nil }
      answer.segments = [origin.file] + newer
    } else if let live, live.begins(with: mark), mark.bytesRead > 0 {
      live.mark = mark
      live.hasMarkAsIs = true
    } else {
      answer.isBroken = mark.head.count > 0
    }
    if let live { answer.segments.append(live) }
    guard list() == entries, isStill(live) else { return nil }
    return answer
  }

  /// The file that has the name of the log; nil when there is none, or nothing in it.
  private func openLive() throws(InputError) -> (FileSegment?, emptyLog: FileMark?) {
    do {
      let file = try FileSegment(path: path)
      file.isLive = true
      return file.head.isEmpty ? (nil, file.start) : (file, nil)
    } catch {
      if error == .unreadable(errno: ENOENT) { return (nil, nil) }
      throw error
    }
  }

  private func isStill(_ live: FileSegment?) -> Bool {
    guard let live else { return true }
    var status = stat()
    return stat(path, &status) == 0 && UInt64(truncatingIfNeeded: status.st_ino) == live.inode
      && UInt64(truncatingIfNeeded: status.st_dev) == live.device && live.isUnchanged
  }

  /// The files of the folder but the log itself, by name.
  private func list() -> [Entry] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var entries: [Entry] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      var status = stat()
      guard name != base, lstat(folder + "/" + name, &status) == 0,
        status.st_mode & S_IFMT == S_IFREG
      else { continue }
      entries.append(
        Entry(
          name: name, device: UInt64(truncatingIfNeeded: status.st_dev),
          inode: UInt64(truncatingIfNeeded: status.st_ino)))
    }
    return entries.sorted { $0.name < $1.name }
  }

  /// Opens what a name stood for when the folder was listed.
  private func open(_ entry: Entry) -> FileSegment? {
    guard let file = try? FileSegment(path: folder + "/" + entry.name),
      file.inode == entry.inode, file.device == entry.device
    else { return nil }
    return file
  }

  // MARK: the file of the mark

  private func find(
    _ mark: FileMark, among entries: [Entry]
  ) -> (name: String, file: FileSegment)? {
    for entry in entries where entry.inode == mark.inode && entry.device == mark.device {
      if let file = open(entry), file.begins(with: mark) {
        return (entry.name, found(file, mark, asIs: true))
      }
    }
    let rotated = entries.filter { RotatedName($0.name, of: base) != nil }
    guard mark.head.count > 0 else { return nil }
    for entry in rotated {
      if let file = open(entry), file.begins(with: mark) {
        return (entry.name, found(file, mark, asIs: true))
      }
    }
    for entry in rotated where RotatedName(entry.name, of: base)?.isPacked == true {
      if let file = open(entry), file.unpacksTo(mark) {
        return (entry.name, found(file, mark, asIs: false))
      }
    }
    for entry in rotated {
      if let file = open(entry), file.isShorter(than: mark) {
        var end = mark
        end.position = min(end.position, file.size)
        end.bytesRead = file.size
        return (entry.name, found(file, end, asIs: false))
      }
    }
    return nil
  }

  private func found(_ file: FileSegment, _ mark: FileMark, asIs: Bool) -> FileSegment {
    file.mark = mark
    file.hasMarkAsIs = asIs
    return file
  }

  // MARK: the files after it

  /// Opens the files that were written between one and the log, oldest first; nil when one of them has just changed.
  private func openNewer(
    than name: String, _ live: FileSegment?, among entries: [Entry]
  ) -> [FileSegment]? {
    guard let origin = RotatedName(name, of: base) else { return [] }
    var newer: [(name: RotatedName, file: FileSegment)] = []
    for entry in entries {
      guard let rotated = RotatedName(entry.name, of: base), origin.isOlder(than: rotated) == true
      else { continue }
      guard let file = open(entry) else { return nil }
      if let live {
        if file.inode == live.inode && file.device == live.device { continue }
        if file.isBeginning(of: live) { continue }
      }
      newer.append((rotated, file))
    }
    newer.sort {
      $0.name.isOlder(than: $1.name) == true
        || $0.name.generation == $1.name.generation && !$0.name.isPacked && $1.name.isPacked
    }
    // A file may be there packed and not yet deleted.
    var files: [FileSegment] = []
    var last: Substring?
    for (name, file) in newer where name.generation != last {
      last = name.generation
      files.append(file)
    }
    return files
  }
}
