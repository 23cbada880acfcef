import ArgumentParser
import CommandSupport
import Models
import Templates

/// `lmodel merge`: one model of several.
struct Merge: Verb {
  static let configuration = CommandConfiguration(
    abstract: "Join models: what one run over all their input would have learned.",
    usage: "lmodel merge [<options>] <model> ...")

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write the model to this file, which is a model if it exists, in one step.",
      valueName: "file"), completion: .file())
  var output: String?

  @Option(help: ArgumentHelp("How long to wait while another process saves.", valueName: "span"))
  var lockTimeout = TimeSpan(seconds: 10)

  @Argument(help: "The models; '-' is standard input.", completion: .file())
  var models: [String]

  func execute() throws -> ExitStatus {
    do {
      let bytes = try joined()
      guard let output else { return try writeOutput(bytes) }
      try ClusterModelStore.replace(
        output, with: bytes, lockTimeout: lockTimeout.milliseconds)
      return .done
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure("\(error)")
    }
  }

  private func joined() throws -> [UInt8] {
    // One model is its own union, byte for byte.
    if models.count == 1 { return try ClusterModelStore.frozenText(models[0].operand) }
    var state = try readModel(models[0])
    for model in models.dropFirst() {
      guard let both = MinerState.joined([state, try readModel(model)]) else {
        throw CommandFailure("\(model): \(ModelError.otherParameters)")
      }
      state = both
    }
    return ClusterModel.text(of: state, patterns: try state.patterns())
  }
}

/// The model of an operand.
func readModel(_ name: String) throws -> MinerState {
  try ClusterModelStore.frozen(name.operand)
}

extension String {
  /// The path of an operand.
  fileprivate var operand: String { self == "-" ? "/dev/stdin" : self }
}
