import ArgumentParser
import CommandSupport

package struct LModel: CommandWithVerbs {
  package static let configuration = CommandConfiguration(
    commandName: "lmodel",
    abstract: "Look at what was learned, and join it.",
    usage: "lmodel <verb> [<options>] <model> ...",
    discussion: """
      Works on the models that lcluster keeps with -m.

      Examples:
        lmodel show patterns.json
        lmodel merge part-*.json > patterns.json
      """,
    version: loglineVersion,
    subcommands: [Show.self, Merge.self])

  package static let shortHelp = """
    usage: lmodel verb [options] model ...   look at what was learned, and join it

      show MODEL           its patterns: a table, into a pipe one object a line
        -n, --top N        the N most frequent (default all)
      merge MODEL ...      what one run over all their input would have learned
        -o, --output FILE  into a file (default standard output)

      lmodel show patterns.json                            what does the model know?
      lmodel show patterns.json | jq -r .template          the same for a script
      lmodel merge part-*.json > patterns.json             join the models of parts

    All options: lmodel show --help, lmodel merge --help, man lmodel
    """

  package static let _errorPrefix = "lmodel: "

  package init() {}
}
