@_silgen_name("LLVMFuzzerRunDriver")
private func run(
  _ count: UnsafeMutablePointer<Int32>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// Runs libFuzzer with the arguments of the process.
///
/// The package manager gives `main` of an executable another name, so libFuzzer's own cannot be used.
///
/// - Parameter test: Called for each input; it ends the process when a promise is broken.
/// - Returns: The exit status.
public func fuzz(_ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32) -> Int32 {
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  return run(&count, &arguments, test)
}
