import Platform
import Testing

@Suite struct DocumentTests {
  /// The width of tables on a page.
  private static let columns = 100

  @Test(arguments: Document.all)
  func `the examples of a page give what it shows`(_ document: Document) throws {
    var lines = try document.lines()
    let examples = document.examples(in: lines)
    #expect(!examples.isEmpty, "the page has no example")
    let scratch = try ScratchFolder()
    try scratch.copy(folder: Checkout.root + "/examples")
    var outputs: [[String]] = []
    for example in examples {
      let outcome = try runShell(
        example.command, in: "\(scratch.path)/\(document.workingFolder)", scratch: scratch,
        columns: Self.columns, joinsError: true)
      let output = String(decoding: outcome.output, as: UTF8.self)
      outputs.append(
        output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      if outputs[outputs.count - 1].last == "" { outputs[outputs.count - 1].removeLast() }
      if let fault = outcome.internalError { Issue.record("\(fault)") }
      check(example, outputs[outputs.count - 1], outcome.status, document)
    }
    guard GoldenTests.isRecording else { return }
    for (example, output) in zip(examples, outputs).reversed() where isRecorded(example, document) {
      lines.replaceSubrange(example.outputRange, with: output.map(document.encoded))
    }
    try replaceFile(
      "\(Checkout.root)/\(document.path)", with: Array(lines.joined(separator: "\n").utf8))
  }

  /// A manual page may show a command alone; what a page abridges is for people to change.
  private func isRecorded(_ example: DocumentExample, _ document: Document) -> Bool {
    !example.output.contains("…") && !(document.isManual && example.output.isEmpty)
  }

  private func check(
    _ example: DocumentExample, _ output: [String], _ status: Int32, _ document: Document
  ) {
    let place = "\(document.path):\(example.outputRange.lowerBound): \(example.command)"
    let highest: Int32 = example.output.isEmpty ? 1 : 125
    #expect(status <= highest, "exit status of \(place)")
    if GoldenTests.isRecording && isRecorded(example, document) { return }
    if document.isManual && example.output.isEmpty { return }
    guard !isAbridged(example.output[...], of: output[...]) else { return }
    let bytes = [example.output, output].map { Array($0.map { $0 + "\n" }.joined().utf8) }
    let difference = LineDiff(expected: bytes[0], got: bytes[1])
    Issue.record("\(place)\nwrites something else (- in the page, + now):\n\(difference)")
  }

  /// Whether `page` is `output` with some runs of lines replaced by `…`.
  private func isAbridged(_ page: ArraySlice<String>, of output: ArraySlice<String>) -> Bool {
    guard let first = page.first else { return output.isEmpty }
    if first == "…" {
      return (output.startIndex...output.endIndex).contains {
        isAbridged(page.dropFirst(), of: output[$0...])
      }
    }
    return first == output.first && isAbridged(page.dropFirst(), of: output.dropFirst())
  }

  @Test(arguments: Document.all.filter { !$0.isManual })
  func `scripts on a page are shell`(_ document: Document) throws {
    let scratch = try ScratchFolder()
    for script in document.scripts(in: try document.lines()) {
      let file = scratch.path + "/script"
      try replaceFile(file, with: Array(script.utf8))
      let outcome = try runShell("sh -n", in: "/", scratch: scratch, input: file)
      #expect(outcome.status == 0, "\(String(decoding: outcome.error, as: UTF8.self))\n\(script)")
    }
  }

  @Test(arguments: Document.lessons)
  func `the script of a lesson writes what is expected`(_ lesson: String) throws {
    let scratch = try ScratchFolder()
    try scratch.copy(folder: Checkout.root + "/examples")
    let outcome = try runShell(
      "./run.sh", in: "\(scratch.path)/\(lesson)", scratch: scratch, columns: Self.columns)
    #expect(outcome.status == 0, "\(String(decoding: outcome.error, as: UTF8.self))")
    let expected = "\(Checkout.root)/\(lesson)/expected"
    if GoldenTests.isRecording { return try replaceFile(expected, with: outcome.output) }
    expectSame("\(lesson)/expected", Array(try text(ofFile: expected).utf8), outcome.output)
  }

  @Test(arguments: Checkout.commands)
  func `help and manual page know the same options`(_ command: String) throws {
    let help = try helpOptions(command, "--help")
    let manual = try Document(path: "man/\(command).1").documentedOptions()
    #expect(help.subtracting(manual).sorted() == [], "only in --help")
    #expect(manual.subtracting(help).sorted() == [], "only in man/\(command).1")
    #expect(try helpOptions(command, "-h").subtracting(help).sorted() == [], "only in -h")
  }

  @Test(arguments: Checkout.commands, ["bash", "zsh", "fish"])
  func `completions know every option`(_ command: String, _ shell: String) throws {
    let outcome = try runCommand(command, ["--generate-completion-script", shell], input: [])
    let script = String(decoding: outcome.output, as: UTF8.self)
    #expect(outcome.status == 0)
    for option in try helpOptions(command, "--help") where option.hasPrefix("--") {
      let name = shell == "fish" ? "-l '\(option.dropFirst(2))'" : option
      let bare = shell == "fish" ? "-l \(option.dropFirst(2))" : option
      #expect(script.contains(name) || script.contains(bare), "\(option)")
    }
  }

  /// The options at the beginning of the lines of a help text.
  private func helpOptions(_ command: String, _ flag: String) throws -> Set<String> {
    var help = try runCommand(command, [flag], input: []).output
    if flag == "--help" {
      for verb in Checkout.verbs[command] ?? [] {
        help += try runCommand(command, [verb, flag], input: []).output
      }
    }
    var options: Set<String> = []
    for line in String(decoding: help, as: UTF8.self).split(separator: "\n") {
      let text = line.drop { $0 == " " }
      guard line.hasPrefix("  "), text.hasPrefix("-") else { continue }
      for word in text.split(separator: " ") {
        guard word.hasPrefix("-") else { break }
        options.insert(String(word.prefix { $0 != "," && $0 != "[" && $0 != "=" }))
      }
    }
    return options
  }
}
