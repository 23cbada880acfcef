import Lines
import Platform
import Records
import Templates
import TestSupport

@testable import Clustering

/// What a stage makes of some lines.
struct Run {
  var output: String
  var counters: Counters
  var picture: String?

  /// The lines of the output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  init(
    _ form: ClusterOutput, _ lines: [String], maximumClusters: Int = 1_000,
    parameters: Bool = false,
    merges: Bool = false, listing: SummaryListing = SummaryListing(), explained: Int = 0,
    columns: Int? = nil
  ) throws {
    let stage = try TemplateStage(
      mining: MiningOptions(maximumClusters: maximumClusters), form: form, parameters: parameters,
      merges: merges,
      listing: listing,
      explained: explained)
    var filter = RecordFilter(stage: stage, passesEvents: true, passesTicks: true)
    let file = NamelessFile()
    var output = RecordOutput(descriptor: file.descriptor)
    var rejected = 0
    for (index, line) in lines.enumerated() {
      let bytes = Array(line.utf8) + [0x0A] + [UInt8](repeating: 0x22, count: 80)
      bytes.withUnsafeBufferPointer {
        guard let start = $0.baseAddress else { return }
        output.counters.lines += 1
        let line = Line(start: start, count: line.utf8.count, number: index + 1)
        if filter.consume(line, to: &output) != nil { rejected += 1 }
      }
    }
    picture = filter.picture(columns: columns)
    filter.finish(to: &output)
    filter.report(to: &output.counters)
    output.buffer.flush()
    self.output = file.text
    counters = output.counters
    precondition(rejected == counters.rejected, "a rejection is counted once")
  }
}

/// The value of a key of one JSON object, as its text; nil when the object is no JSON or lacks the key.
func member(_ name: FieldName, of object: String) -> String? {
  withRecord(object) { record in
    guard let value = record[name] else { return nil }
    return String(decoding: value.bytes, as: UTF8.self)
  }
}

/// Whether a text is one JSON object.
func isJSONObject(_ text: String) -> Bool { withRecord(text) { _ in true } ?? false }

/// Scans `text` and hands the record to `body`; nil when it is no JSON object.
func withRecord<Result>(_ text: String, _ body: (borrowing Record) -> Result?) -> Result? {
  let scanner = UnsafeMutablePointer<JSONScanner>.allocate(capacity: 1)
  scanner.initialize(to: JSONScanner())
  defer {
    scanner.deinitialize(count: 1)
    scanner.deallocate()
  }
  let bytes = Array(text.utf8) + [0x0A] + [UInt8](repeating: 0, count: 80)
  return bytes.withUnsafeBufferPointer {
    guard let start = $0.baseAddress, scanner.pointee.scan(start, count: text.utf8.count) == nil
    else {
      return nil
    }
    return body(Record(start: start, count: text.utf8.count, scanner: scanner))
  }
}

/// The text between `key` and the first of `ends` behind it.
func part(_ key: String, _ ends: Set<Character>, of text: String) -> String? {
  guard let range = text.firstRange(of: key) else { return nil }
  return String(text[range.upperBound...].prefix { !ends.contains($0) })
}

/// Patterns by how many lines they have in each window of a second.
struct Timeline {
  var scale = WindowScale()
  var patterns: [ClusterStatistics] = []

  /// - Parameters:
  ///   - counts: The lines of each pattern in each second.
  ///   - services: The services of each pattern; none by default.
  init(_ counts: [[Int]], services: [[String]] = []) {
    for (index, counts) in counts.enumerated() {
      var pattern = ClusterStatistics()
      for (second, count) in counts.enumerated() where count > 0 {
        let time = seconds(Int64(second))
        let window = scale.window(of: time)
        let names = index < services.count ? services[index].map { Array($0.utf8) } : []
        pattern.add(
          count, level: nil, service: names.isEmpty ? nil : names[second % names.count],
          time: time, window: window, scale)
      }
      patterns.append(pattern)
    }
  }

  /// What is usual in it; nil when it is too short.
  var profile: LoadProfile? { LoadProfile(patterns, scale) }

  /// The trend of a pattern.
  func trend(_ pattern: Int, isBad: Bool = false) -> Trend? {
    profile?.trend(of: patterns[pattern], isBad: isBad)
  }
}

/// A point in time some seconds after the epoch.
func seconds(_ number: Int64) -> Timestamp { Timestamp(nanoseconds: number * 1_000_000_000) }
