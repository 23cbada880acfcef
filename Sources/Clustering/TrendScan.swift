import Platform

/// A stretch of time in which a pattern came more often, or less, than in the rest of the log.
struct Trend: Equatable {
  /// How it was there.
  enum Kind: Equatable {
    /// Nothing came before it, and it goes on.
    case new
    /// Nothing came outside it.
    case only
    /// More came in it.
    case more
    /// Less came in it.
    case less
  }

  var kind: Kind
  /// The windows of the stretch.
  var windows: Range<Int>
  /// The rate within by the rate without; infinite when nothing came outside, 0 when nothing came within.
  var ratio: Double
  /// By how much the log-likelihood ratio is above the least that counts.
  var surplus: Double
}

/// Looks for the stretch of windows in which a pattern departs most from its own rate in the rest of the log.
///
/// A scan statistic: of all stretches of at most half of the log's load the one with the largest likelihood ratio of two Poisson
/// rates, one within and one outside, against one rate. Three things make it quiet on a healthy log:
///
/// - What is expected of a window is its share of the load (``LoadProfile``), so a busy hour is no news of every pattern.
/// - Lines are counted in units of the square root of what a usual window of the pattern has, so that a batch of 100
///   lines is ten events and not a hundred.
/// - A stretch that begins where the pattern began to be watched is how the log starts: what follows is looked at without it.
///
/// Time: of the order of windows² a pattern that comes in all of them; those with less than two events cost nothing.
///
/// Source: M. Kulldorff, "A spatial scan statistic", Communications in Statistics 26(6), 1997; in one dimension.
struct TrendScan {
  /// The log-likelihood ratio below which a stretch may be chance.
  ///
  /// Of 2,400 patterns that came at random (a test of 40 seeds) three had more than 8, and none more than 11. Warnings and
  /// errors are few, and dear to miss.
  static func leastEvidence(isBad: Bool) -> Double { isBad ? 8 : 11 }
  /// The least by which rates differ.
  static let leastRatio = 2.0
  /// The largest stretch, as a share of the load.
  static let largestShare = 0.5
  private static let leastEvents = 2.0

  private let load: LoadProfile

  init(_ load: LoadProfile) { self.load = load }

  /// The unit in which the lines of a pattern are events.
  static func unit(_ counts: [Int]) -> Double {
    let occupied = counts.filter { $0 > 0 }.sorted()
    return occupied.isEmpty ? 1 : Double(occupied[occupied.count / 2]).squareRoot()
  }

  /// The stretch of a pattern with the most evidence; nil when its rate is steady as far as can be told.
  ///
  /// - Parameters:
  ///   - counts: Its lines in each window.
  ///   - start: The window from which on it is watched.
  ///   - isBad: Whether it is a warning or worse, so that it is no news that it comes less often.
  /// - Returns: A rise if there is one, else a fall.
  func trend(of counts: [Int], from start: Int, isBad: Bool) -> Trend? {
    guard counts.count - start >= LoadProfile.leastWindows else { return nil }
    let unit = Self.unit(counts)
    var sums = [0.0]
    sums.reserveCapacity(counts.count + 1)
    for (window, count) in counts.enumerated() {
      sums.append(sums[window] + (window < start ? 0 : Double(count) / unit))
    }
    guard sums[counts.count] >= Self.leastEvents else { return nil }
    let scan = PatternScan(
      counts: counts, sums: sums, start: start, least: Self.leastEvidence(isBad: isBad))
    if let rise = scan.rise(load) {
      guard rise.windows.lowerBound == start else { return rise }
      return trend(of: counts, from: rise.windows.upperBound, isBad: isBad)
    }
    return isBad ? nil : scan.fall(load)
  }
}

/// The scan of one pattern.
private struct PatternScan {
  let counts: [Int]
  /// Events before each window, and of all.
  let sums: [Double]
  let start: Int
  let least: Double

  private var total: Double { sums[counts.count] }

  func rise(_ load: LoadProfile) -> Trend? {
    var best: Trend?
    // The best stretch begins and ends with windows in which the pattern comes.
    for first in start..<counts.count where counts[first] > 0 {
      for end in (first + 1)...counts.count where counts[end - 1] > 0 {
        let share = load.share(first..<end, from: start)
        if share > TrendScan.largestShare { break }
        let within = sums[end] - sums[first]
        let outside = total - within
        guard within * (1 - share) >= TrendScan.leastRatio * outside * share else { continue }
        let surplus = evidence(within, share) - least
        guard surplus > best?.surplus ?? 0 else { continue }
        let ratio = outside > 0 ? within * (1 - share) / (outside * share) : .infinity
        best = Trend(kind: .more, windows: first..<end, ratio: ratio, surplus: surplus)
      }
    }
    return best.map { named($0, load) }
  }

  /// A rise that is all of the pattern came only there, or is new if it goes on to the end; so is one before which there is
  /// nothing where something must have been.
  private func named(_ rise: Trend, _ load: LoadProfile) -> Trend {
    var rise = rise
    let first = rise.windows.lowerBound
    if rise.ratio == .infinity {
      rise.kind = rise.windows.upperBound >= counts.count - 1 ? .new : .only
    } else if sums[first] == 0 {
      let following = load.share(first..<counts.count, from: start)
      if evidence(total, following) >= least { rise.kind = .new }
    }
    return rise
  }

  func fall(_ load: LoadProfile) -> Trend? {
    var best: Trend?
    for first in (start + 1)..<counts.count where counts[first - 1] > 0 {
      for end in (first + 1)...counts.count where end == counts.count || counts[end] > 0 {
        let share = load.plainShare(first..<end, from: start)
        if share > TrendScan.largestShare { break }
        let within = sums[end] - sums[first]
        let outside = total - within
        guard TrendScan.leastRatio * within * (1 - share) <= outside * share else { continue }
        let surplus = evidence(within, share) - least
        guard surplus > best?.surplus ?? 0 else { continue }
        let ratio = within * (1 - share) / (outside * share)
        best = Trend(kind: .less, windows: first..<end, ratio: ratio, surplus: surplus)
      }
    }
    return best
  }

  /// The log-likelihood ratio of a stretch that has `within` of the events and `share` of the load.
  private func evidence(_ within: Double, _ share: Double) -> Double {
    term(within, total * share) + term(total - within, total * (1 - share))
  }

  private func term(_ events: Double, _ expected: Double) -> Double {
    events > 0 && expected > 0 ? events * log(events / expected) : 0
  }
}
