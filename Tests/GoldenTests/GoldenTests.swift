import Platform
import Testing

@Suite struct GoldenTests {
  static let isRecording = getenv("LOGLINE_RECORD") != nil

  @Test(arguments: GoldenCase.all)
  func `a case gives what is recorded`(_ golden: GoldenCase) throws {
    let got = try golden.run()
    if let fault = got.internalError { Issue.record("\(fault)") }
    if Self.isRecording { return try golden.record(got) }
    let expected = try golden.expected()
    expectSame("standard output", expected.output, got.output)
    expectSame("standard error", expected.error, got.error)
    #expect(got.status == expected.status, "exit status")
  }

  @Test func `there are cases for every command`() {
    for command in Checkout.commands {
      #expect(GoldenCase.all.contains { $0.command == command }, "\(command)")
    }
  }

  @Test func `every recorded file belongs to a case`() {
    for command in names(inFolder: GoldenCase.folder) {
      let files = names(inFolder: "\(GoldenCase.folder)/\(command)")
      for file in files where [".in", ".out", ".err", ".exit"].contains(where: file.hasSuffix) {
        let name = file[..<(file.lastIndex(of: ".") ?? file.endIndex)]
        #expect(files.contains("\(name).cmd"), "\(command)/\(file)")
      }
    }
  }
}

/// Expects equal bytes; a difference is shown line by line.
func expectSame(
  _ subject: String, _ expected: [UInt8], _ got: [UInt8],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard expected != got else { return }
  let difference = LineDiff(expected: expected, got: got)
  Issue.record(
    "\(subject) differs (- expected, + got):\n\(difference)", sourceLocation: sourceLocation)
}
