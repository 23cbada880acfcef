import CPCRE2
import Platform

/// A regular expression of PCRE2, compiled to machine code where the system allows that.
///
/// Bytes, not characters (no `PCRE2_UTF`): classes of ASCII are all that the product's own patterns need, and
/// UTF with Unicode properties is 7.6 times slower. Match data is made once and used again. Where
/// the JIT is refused (systemd's MemoryDenyWriteExecute), the interpreter gives the same results.
///
/// This file is the only caller of PCRE2. The invariant of its unsafe code: a subject is read only during the call.
public struct Pattern: ~Copyable {
  /// Why a pattern did not compile.
  public struct CompileError: Error, CustomStringConvertible {
    /// The library's words and the offset in the pattern.
    public let description: String
  }

  private let code: OpaquePointer
  private let data: OpaquePointer
  private let context: OpaquePointer
  private let vector: UnsafeMutablePointer<Int>
  /// Whether the pattern runs as machine code.
  public let isCompiledToMachineCode: Bool

  /// Compiles `source`.
  ///
  /// - Parameters:
  ///   - source: A regular expression in PCRE2's syntax.
  ///   - matchLimit: How much backtracking one match may cost before it counts as none; user patterns get less.
  ///   - allowsJIT: False to use the interpreter (tests compare the two).
  /// - Throws: ``CompileError``.
  public init(_ source: String, matchLimit: UInt32 = 100_000, allowsJIT: Bool = true) throws {
    var number: Int32 = 0
    var offset = 0
    var text = source
    let compiled = text.withUTF8 { bytes in
      pcre2_compile_8(bytes.baseAddress, bytes.count, 0, &number, &offset, nil)
    }
    guard let compiled else {
      throw CompileError(description: "\(Self.message(number)) at offset \(offset)")
    }
    guard let data = pcre2_match_data_create_from_pattern_8(compiled, nil),
      let context = pcre2_match_context_create_8(nil)
    else { throw CompileError(description: "out of memory") }
    pcre2_set_match_limit_8(context, matchLimit)
    code = compiled
    self.data = data
    self.context = context
    vector = pcre2_get_ovector_pointer_8(data)
    isCompiledToMachineCode =
      allowsJIT && pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE)) == 0
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_code_free_8(code)
  }

  private static func message(_ number: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let count = pcre2_get_error_message_8(number, &buffer, buffer.count)
    return String(decoding: buffer.prefix(Int(max(0, count))), as: UTF8.self)
  }

  /// What a match found.
  public struct Match {
    /// Its first byte.
    public var start: Int
    /// The byte behind it.
    public var end: Int
    /// The first byte of the last `(*MARK:name)` passed; 0 without one.
    public var mark: UInt8
  }

  /// What became of a search.
  public enum Outcome {
    /// Nothing matches.
    case none
    /// The match limit was reached: whether anything matches is not known.
    case gaveUp
    case match(Match)
  }

  /// Searches from `start` on, and tells a match limit that was reached from no match.
  ///
  /// - Parameters:
  ///   - subject: The whole text: look-behinds see what stands before `start`.
  ///   - count: Bytes of it.
  ///   - start: Where to begin.
  /// - Returns: The first match, that there is none, or that it is not known.
  public func search(_ subject: UnsafePointer<UInt8>, count: Int, from start: Int) -> Outcome {
    let result = run(subject, count, start)
    if result > 0 { return .match(Match(start: vector[0], end: vector[1], mark: 0)) }
    return result == PCRE2_ERROR_NOMATCH ? .none : .gaveUp
  }

  @inline(__always)
  private func run(_ subject: UnsafePointer<UInt8>, _ count: Int, _ start: Int) -> Int32 {
    isCompiledToMachineCode
      ? pcre2_jit_match_8(code, subject, count, start, 0, data, context)
      : pcre2_match_8(code, subject, count, start, UInt32(PCRE2_NO_UTF_CHECK), data, context)
  }

  /// Matches at `start`; a pattern that is to match only there begins with `\G`.
  ///
  /// - Parameters:
  ///   - subject: The whole text: look-behinds see what stands before `start`.
  ///   - count: Bytes of it.
  ///   - start: Where to begin.
  /// - Returns: Nil when there is no match, and when the match limit was reached.
  @inline(__always)
  public func match(_ subject: UnsafePointer<UInt8>, count: Int, from start: Int) -> Match? {
    guard run(subject, count, start) > 0 else { return nil }
    let mark = pcre2_get_mark_8(data)
    return Match(start: vector[0], end: vector[1], mark: mark.map { $0[0] } ?? 0)
  }
}
