import ArgumentParser
import Terminal

extension ColorMode: ExpressibleByArgument {}

/// The options of every command that say in which form it writes.
public struct DisplayOptions: ParsableArguments {
  /// Forces the form for people.
  @Flag(name: [.short, .long], help: "Write what a terminal gets, wherever the output goes.")
  public var pretty = false

  /// Forces the form for pipes.
  @Flag(help: "Write NDJSON records, also on a terminal.")
  public var ndjson = false

  /// When to colour.
  @Option(
    help: ArgumentHelp("Colour: auto, always or never; NO_COLOR is honoured.", valueName: "when"))
  public var color = ColorMode.auto

  /// Plain glyphs.
  @Flag(help: "Draw with ASCII only (by itself when the locale is not UTF-8).")
  public var ascii = false

  /// The defaults.
  public init() {}

  /// Checks what a single option cannot.
  public func validate() throws {
    if pretty && ndjson { throw ValidationError("--pretty and --ndjson exclude each other") }
  }
}

/// How standard output is written: for people or for programs, in which colours and letters, how wide.
public struct Display {
  /// Whether standard output shows text to a person (a terminal, or `--pretty`).
  public let isForPeople: Bool
  /// Whether standard output is a terminal.
  public let outputIsTerminal: Bool
  /// Draw with ASCII only.
  public let ascii: Bool
  /// The colours of standard output.
  public let palette: Palette
  private let environmentColumns: Int?

  /// Decides by the options, what standard output is, and the environment.
  public init(_ options: DisplayOptions) {
    let environment = environment()
    outputIsTerminal = TerminalDevice.isTerminal(1)
    isForPeople = options.pretty || outputIsTerminal && !options.ndjson
    ascii = options.ascii || !localeIsUTF8(environment: environment)
    let isColored = options.color.isOn(isTerminal: outputIsTerminal, environment: environment)
    palette = Palette(isOn: isColored && isForPeople)
    environmentColumns = environment["COLUMNS"].flatMap(Int.init)
  }

  /// The columns that a picture may take; nil when nothing limits it.
  public var columns: Int? {
    TerminalDevice.size(of: 1)?.columns ?? (isForPeople ? environmentColumns : nil)
  }
}
