import ArgumentParser

/// The options of commands that keep a model between runs.
public struct ModelOptions: ParsableArguments {
  /// Where the model is.
  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Go on from what earlier runs have learned, and save what this one learns.",
      valueName: "file"), completion: .file())
  public var model: String?

  /// Whether it stays as it is.
  @Flag(help: "Read the model and never change it.")
  public var frozen = false

  /// How often it is saved.
  @Option(
    help: ArgumentHelp("How often the model is saved while input comes.", valueName: "span"))
  public var saveEvery = TimeSpan(seconds: 60)

  /// How long a save waits.
  @Option(
    help: ArgumentHelp("How long to wait while another process saves.", valueName: "span"))
  public var lockTimeout = TimeSpan(seconds: 10)

  /// The defaults.
  public init() {}

  /// Checks what a single option cannot.
  public func validate() throws {
    if frozen, model == nil { throw ValidationError("--frozen needs a model (-m)") }
  }
}
