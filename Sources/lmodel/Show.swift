import ArgumentParser
import Clustering
import CommandSupport
import Models

/// `lmodel show`: what is in a model.
struct Show: Verb {
  static let configuration = CommandConfiguration(
    abstract: "List the patterns of a model, the most frequent first.",
    usage: "lmodel show [<options>] <model>")

  @Option(
    name: [.customShort("n"), .long],
    help: ArgumentHelp("The most frequent only; 0 for all.", valueName: "n"))
  var top = 0

  @OptionGroup var display: DisplayOptions

  @Argument(help: "The model; '-' is standard input.", completion: .file())
  var model: String

  func validate() throws {
    if top < 0 { throw ValidationError("--top must be at least 0, not \(top)") }
  }

  func execute() throws -> ExitStatus {
    let listing: ModelListing
    do {
      listing = try ModelListing(try readModel(model), top: top)
    } catch {
      throw CommandFailure("\(error)")
    }
    let display = Display(display)
    guard display.isForPeople else { return try writeOutput(listing.records()) }
    let table = listing.table(
      columns: display.columns, palette: display.palette, ascii: display.ascii)
    return try writeOutput(Array(table.utf8))
  }
}
