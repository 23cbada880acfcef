import Lines

/// Hands each line of a file that an option names to `body`; gzip and zstd by content.
///
/// - Parameters:
///   - path: The file.
///   - maximumLine: Bytes of the longest line; longer ones are left out.
///   - body: Takes a line, which is valid during the call.
/// - Returns: How many lines were too long.
/// - Throws: ``CommandFailure`` with the file's name when it cannot be read.
public func forEachLine(
  ofFile path: String, maximumLine: ByteSize, _ body: (Line) -> Void
) throws -> Int {
  var longLines = 0
  do {
    var reader = LineReader(
      source: try InputFile(name: path, path: path).open(), maximumLine: maximumLine.bytes,
      oversize: .pieces)
    while try reader.fill() {
      while let line = reader.next() {
        if line.part == .whole { body(line) }
        if line.part == .first { longLines += 1 }
      }
    }
  } catch {
    throw CommandFailure("\(path): \(error)")
  }
  return longLines
}
