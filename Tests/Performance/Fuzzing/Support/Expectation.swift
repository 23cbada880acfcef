import Platform

/// Ends the process with a message unless a promise holds; `precondition` says nothing in an optimised build.
public func expect(_ condition: Bool, _ promise: @autoclosure () -> String) {
  if !condition { broken(promise()) }
}

/// Ends the process with a message.
public func broken(_ promise: String) -> Never {
  var text = "BROKEN: \(promise)\n"
  _ = text.withUTF8 { write(2, $0.baseAddress, $0.count) }
  abort()
}
