// swift-tools-version: 6.2
import PackageDescription

/// Warnings stop the build in CI and nowhere else, so that a newer compiler does not lock users out.
let strictness: [SwiftSetting] =
  Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)]

/// One library of the pipeline; `dependencies` are targets of this package.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strictness)
}

/// One command: its options over `CommandSupport` and the libraries of its stage, and the executable of its name.
func command(_ name: String, _ dependencies: [Target.Dependency]) -> [Target] {
  [
    library(
      name,
      dependencies + [
        "CommandSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    executable(name, [.byName(name: name)]),
  ]
}

/// An executable; its target is not named as the library of the command is.
func executable(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: "\(name)-executable", dependencies: dependencies, path: "Sources/Executables/\(name)",
    swiftSettings: strictness)
}

/// The tests of one library, in `Tests/<library>Tests`.
func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.byName(name: name), "TestSupport"] + dependencies,
    swiftSettings: strictness)
}

let commands = ["lparse", "lselect", "lredact", "lcluster", "lmodel"]

/// What the fuzzers of `Tests/Performance` link; no product of a normal build.
let fuzzed: [Product] =
  Context.environment["LOGLINE_FUZZ"] == nil
  ? []
  : [
    .library(
      name: "Fuzzed",
      targets: [
        "Platform", "Lines", "Records", "Parsing", "Selection", "Templates", "Clustering",
        "TestSupport",
      ])
  ]

let package = Package(
  name: "logline",
  products: (commands + ["logline-commands"]).map {
    .executable(name: $0, targets: ["\($0)-executable"])
  } + fuzzed,
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
  ],
  targets: [
    .systemLibrary(name: "CPCRE2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .target(name: "CByteMasks"),
    .target(name: "CSignals"),
    library("Platform"),
    library("Terminal", ["Platform"]),
    library("Patterns", ["CPCRE2", "Platform"]),
    library("Lines", ["CByteMasks", "CZlib", "CZstd", "Platform"]),
    library("Records", ["Lines", "Platform"]),
    library("Parsing", ["Records", "Lines", "Platform"]),
    library(
      "Redaction",
      [
        "Patterns", "Records", "Lines", "Platform",
        .product(name: "Crypto", package: "swift-crypto"),
      ]),
    library("Templates", ["Patterns", "Records", "Lines", "Platform"]),
    library("Selection", ["Patterns", "Records", "Lines", "Terminal", "Platform"]),
    library("Models", ["Templates", "Records", "Lines", "Platform"]),
    library("Clustering", ["Models", "Templates", "Records", "Lines", "Terminal", "Platform"]),
    .target(
      name: "CommandSupport",
      dependencies: [
        "CSignals", "Records", "Lines", "Platform", "Terminal",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strictness),
    executable(
      "logline-commands", ["CommandSupport", "Platform"] + commands.map { .byName(name: $0) }),
    .target(
      name: "TestSupport", dependencies: ["Platform"], path: "Tests/TestSupport",
      swiftSettings: strictness),
    tests("Lines", ["CZlib", "CZstd", "Platform"]),
    tests("Records", ["Lines", "Platform"]),
    tests("Terminal", ["Platform"]),
    tests("Patterns"),
    tests("Parsing", ["Records", "Lines", "Platform"]),
    tests("Redaction", ["Records", "Lines", "Platform"]),
    tests("Templates", ["Patterns", "Lines", "Platform"]),
    tests("Selection", ["Patterns", "Records", "Lines", "Platform"]),
    tests("Models", ["Templates", "Platform"]),
    tests("Clustering", ["Models", "Templates", "Records", "Lines", "Terminal", "Platform"]),
    .testTarget(
      name: "GoldenTests", dependencies: ["Platform", "TestSupport"], exclude: ["Cases"],
      swiftSettings: strictness),
  ]
    + command("lparse", ["Parsing", "Records"])
    + command("lselect", ["Selection", "Parsing", "Records", "Lines"])
    + command("lredact", ["Redaction", "Records", "Terminal"])
    + command("lcluster", ["Clustering", "Models", "Parsing", "Templates", "Records", "Lines"])
    + command("lmodel", ["Clustering", "Models", "Templates"])
)
