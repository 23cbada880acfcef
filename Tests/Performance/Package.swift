// swift-tools-version: 6.2
import PackageDescription

/// One fuzzer, in `Fuzzing/<name>`; see fuzz.sh.
func fuzzer(_ name: String) -> Target {
  .executableTarget(
    name: name,
    dependencies: ["Support", .product(name: "Fuzzed", package: "logline")],
    path: "Fuzzing/\(name)")
}

let package = Package(
  name: "performance",
  dependencies: [.package(name: "logline", path: "../..")],
  targets: [
    .target(
      name: "Support", dependencies: [.product(name: "Fuzzed", package: "logline")],
      path: "Fuzzing/Support"),
    fuzzer("FuzzScanner"),
    fuzzer("FuzzParser"),
    fuzzer("FuzzMiner"),
    fuzzer("FuzzQuery"),
  ]
)
