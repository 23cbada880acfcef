// All commands in one program: the name that it is called by says which of them it is.
//
// A command that brings all its libraries along starts in half the time of one that the loader has to put together, and
// fourteen of them would take 200 MB. So what is installed is this one program, and a link to it for each command.

import CommandSupport
import Platform
import lcluster
import lmodel
import lparse
import lredact
import lselect

let path = CommandLine.arguments.first ?? ""
let name = path.split(separator: "/").last.map(String.init) ?? ""
switch name {
case "lparse": LParse.main()
case "lredact": LRedact.main()
case "lselect": LSelect.main()
case "lcluster": LCluster.main()
case "lmodel": LModel.main()
default:
  writeToStandardError(
    "logline: called as '\(name)'; it has to be called by a command's name, through a link\n")
  exit(ExitStatus.trouble.rawValue)
}
