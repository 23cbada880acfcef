import Patterns

/// The kinds of data that a user names, each by a regular expression.
struct UserRules: ~Copyable {
  private struct Rule: ~Copyable {
    var type: DataType
    var pattern: Pattern
  }

  private var rules: [UnsafeMutablePointer<Rule>] = []

  /// Compiles the rules.
  ///
  /// - Parameter rules: Their types and expressions in PCRE2's syntax; a type may have several.
  /// - Throws: ``RedactionError/badRule(name:reason:)``.
  init(_ rules: [(type: DataType, name: String, source: String)]) throws {
    for rule in rules {
      let pattern: Pattern
      do {
        pattern = try Pattern(rule.source)
      } catch {
        throw RedactionError.badRule(name: rule.name, reason: "\(error)")
      }
      let place = UnsafeMutablePointer<Rule>.allocate(capacity: 1)
      place.initialize(to: Rule(type: rule.type, pattern: pattern))
      self.rules.append(place)
    }
  }

  deinit {
    for rule in rules {
      rule.deinitialize(count: 1)
      rule.deallocate()
    }
  }

  var isEmpty: Bool { rules.isEmpty }

  /// Adds what the rules match.
  ///
  /// - Returns: False when a rule reached its match limit: what it would have found is not known.
  func find(in text: Text, _ findings: inout [Finding]) -> Bool {
    for rule in rules {
      var index = 0
      while index <= text.count {
        switch rule.pointee.pattern.search(text.start, count: text.count, from: index) {
        case .none:
          index = text.count + 1
        case .gaveUp:
          return false
        case .match(let match):
          if match.end > match.start {
            findings.append(Finding(start: match.start, end: match.end, type: rule.pointee.type))
          }
          index = max(match.end, index + 1)
        }
      }
    }
    return true
  }
}
