import Testing

/// A page whose examples are run: Markdown, or a manual page in mdoc.
///
/// In Markdown the examples are blocks of the kind `console`, in a manual page displays (`.Bd -literal`, `.Dl`): a line
/// that begins with `$ ` is a command, the lines behind it are what it writes, 100 columns wide at most where the
/// command draws, and `…` alone is any lines.
struct Document: CustomTestStringConvertible, Sendable {
  /// The path from the root of the package.
  let path: String

  /// The pages that must be there, and the others that are.
  static let all: [Document] = {
    let pages = names(inFolder: Checkout.root + "/man").filter { "157".contains($0.last ?? " ") }
    let required = Checkout.commands.map { "\($0).1" } + ["logline.7", "logline-record.5"]
    let manuals = Set(pages + required).sorted().map { "man/" + $0 }
    return (["README.md"] + lessons.map { "\($0)/README.md" } + manuals).map(Document.init)
  }()

  /// The folders of the lessons.
  static let lessons = names(inFolder: Checkout.root + "/examples")
    .filter { $0.first?.isNumber ?? false }.map { "examples/" + $0 }

  var testDescription: String { path }
  var isManual: Bool { !path.hasSuffix(".md") }

  /// Where its examples run: a lesson's in its folder, the others beside the logs of the shop.
  var workingFolder: String {
    path.hasPrefix("examples/") ? String(path.dropLast("/README.md".count)) : "examples/data"
  }

  /// The lines of the page.
  func lines() throws -> [String] {
    try text(ofFile: "\(Checkout.root)/\(path)").split(
      separator: "\n", omittingEmptySubsequences: false
    )
    .map(String.init)
  }

  /// The line as a reader sees it.
  func decoded(_ line: String) -> String { isManual ? decodedRoff(line) : line }

  /// What gives `line` to a reader.
  func encoded(_ line: String) -> String {
    guard isManual else { return line }
    let text = line.split(separator: "\\", omittingEmptySubsequences: false).joined(
      separator: "\\e")
    return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }
}

/// A command of a page and what it is said to write.
struct DocumentExample {
  /// The command.
  var command: String
  /// What a reader sees behind it.
  var output: [String]
  /// The lines of the page that show the output, numbered from 0.
  var outputRange: Range<Int>
}

/// A run of lines of a page that is displayed as it stands.
private struct Display {
  var kind: String
  var lines: Range<Int>
}

extension Document {
  /// The examples of the page in order.
  func examples(in lines: [String]) -> [DocumentExample] {
    let kinds = isManual ? ["-literal"] : ["console"]
    var examples = displays(in: lines).filter { kinds.contains($0.kind) }
      .flatMap { self.examples(of: $0, in: lines) }
    if isManual {
      for (index, line) in lines.enumerated() where line.hasPrefix(".Dl $ ") {
        let command = decoded(String(line.dropFirst(6)))
        examples.append(
          DocumentExample(command: command, output: [], outputRange: index + 1..<index + 1))
      }
    }
    return examples
  }

  /// The blocks of shell that are shown without being run.
  func scripts(in lines: [String]) -> [String] {
    displays(in: lines).filter { $0.kind == "sh" }.map { lines[$0.lines].joined(separator: "\n") }
  }

  private func displays(in lines: [String]) -> [Display] {
    var displays: [Display] = []
    var open: Display?
    for (index, line) in lines.enumerated() {
      if var display = open {
        guard line == (isManual ? ".Ed" : "```") else { continue }
        display.lines = display.lines.lowerBound..<index
        displays.append(display)
        open = nil
      } else if let opening = [".Bd ", "```"].first(where: line.hasPrefix) {
        let kind = line.dropFirst(opening.count).prefix { $0 != " " }
        open = Display(kind: String(kind), lines: index + 1..<index + 1)
      }
    }
    return displays
  }

  private func examples(of display: Display, in lines: [String]) -> [DocumentExample] {
    var examples: [DocumentExample] = []
    for index in display.lines {
      let line = decoded(lines[index])
      if let last = examples.last, last.output.isEmpty, last.command.hasSuffix("\\") {
        let next = line.hasPrefix("> ") ? String(line.dropFirst(2)) : line
        examples[examples.count - 1].command += "\n" + next
        examples[examples.count - 1].outputRange = index + 1..<index + 1
      } else if line.hasPrefix("$ ") {
        examples.append(
          DocumentExample(
            command: String(line.dropFirst(2)), output: [], outputRange: index + 1..<index + 1))
      } else if let last = examples.indices.last {
        examples[last].output.append(line)
        examples[last].outputRange = examples[last].outputRange.lowerBound..<index + 1
      }
    }
    return examples
  }

  /// The options that the page documents: those of its tagged lists.
  func documentedOptions() throws -> Set<String> {
    var options: Set<String> = []
    for line in try lines() where line.hasPrefix(".It Fl") {
      let words = line.split(separator: " ").dropFirst()
      for (word, next) in zip(words, words.dropFirst()) where word == "Fl" && next != "Fl" {
        options.insert("-" + next)
      }
    }
    return options
  }
}

/// A line of roff without its escapes, as far as displays need them.
private func decodedRoff(_ line: String) -> String {
  let names: [String: String] = [
    "dq": "\"", "aq": "'", "ha": "^", "ti": "~", "ga": "`", "rs": "\\", "bs": "\\", "->": "→",
  ]
  var text = ""
  var rest = Substring(line)
  while let character = rest.popFirst() {
    guard character == "\\", let escape = rest.popFirst() else {
      text.append(character)
      continue
    }
    switch escape {
    case "e": text += "\\"
    case "&": break
    case "(":
      let name = String(rest.prefix(2))
      rest = rest.dropFirst(2)
      text += names[name] ?? "\\(\(name)"
    default: text.append(escape)
    }
  }
  return text
}
