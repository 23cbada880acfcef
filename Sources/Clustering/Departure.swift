import Platform
import Records

/// How a pattern, or a service, departs from what is usual.
enum Departure: Equatable {
  /// Not at all, as far as can be told.
  case none
  /// It is not in the model, or came first in the last part of the log.
  case new(since: Timestamp?)
  /// It came in one stretch of time only.
  case only(from: Timestamp, to: Timestamp)
  /// It came more often from a time on; until another one, if that is not the end.
  case more(ratio: Double, from: Timestamp, to: Timestamp?)
  /// It came less often, or not at all.
  case less(ratio: Double, from: Timestamp, to: Timestamp?)
  /// Its share of the run is another one than that in the model.
  case share(ratio: Double)
}

extension Departure {
  /// A departure of a certain evidence, and how unusual that makes it: 0 to 1.
  ///
  ///     new, or only in one stretch   1
  ///     more often                    log2(ratio) / 3, at most 1: eight times as often is as good as new
  ///     less often                    0.6 × log2(1 / ratio) / 3, at most 0.6; 0 for WARN and above
  ///
  /// Each is multiplied by 1 − exp(−surplus / 8) / 2, where surplus is the evidence above the least that counts: half of it
  /// where there is just enough, nearly all at 30. What is not in the model needs no evidence.
  struct Finding: Equatable {
    var departure = Departure.none
    var degree = 0.0
  }

  /// What a trend says.
  ///
  /// - Parameters:
  ///   - trend: The trend.
  ///   - first: When the pattern first came.
  ///   - last: When it last came.
  ///   - scale: The windows.
  /// - Returns: The departure.
  static func found(
    _ trend: Trend, first: Timestamp?, last: Timestamp?, _ scale: WindowScale
  ) -> Finding {
    let from = scale.start(ofWindow: trend.windows.lowerBound)
    let isOngoing = trend.windows.upperBound >= scale.count - 1
    let to = isOngoing ? nil : scale.start(ofWindow: trend.windows.upperBound)
    let departure: Departure =
      switch trend.kind {
      case .new: .new(since: first)
      case .only: .only(from: first ?? from, to: last ?? from)
      case .more: .more(ratio: trend.ratio, from: from, to: to)
      case .less: .less(ratio: trend.ratio, from: from, to: to)
      }
    return Finding(departure: departure, degree: degree(trend))
  }

  private static func degree(_ trend: Trend) -> Double {
    let isAlone = trend.kind == .new || trend.kind == .only
    return (isAlone ? 1 : effect(trend.ratio)) * certainty(trend.surplus)
  }

  /// What a comparison with the model says.
  ///
  /// - Parameters:
  ///   - comparison: The comparison.
  ///   - first: When the pattern first came.
  ///   - isBad: Whether it is a warning or worse, so that it is no news that it comes less often.
  /// - Returns: The departure.
  static func found(
    _ comparison: UsualCounts.Comparison, since first: Timestamp?, isBad: Bool
  ) -> Finding {
    let ratio = comparison.ratio
    if ratio == .infinity { return Finding(departure: .new(since: first), degree: 1) }
    let isFar = ratio >= TrendScan.leastRatio || !isBad && ratio <= 1 / TrendScan.leastRatio
    let surplus = comparison.evidence - TrendScan.leastEvidence(isBad: isBad)
    guard isFar, surplus >= 0 else { return Finding() }
    return Finding(departure: .share(ratio: ratio), degree: effect(ratio) * certainty(surplus))
  }

  private static func effect(_ ratio: Double) -> Double {
    ratio >= 1 ? min(1, log2(ratio) / 3) : 0.6 * min(1, -log2(ratio) / 3)
  }

  private static func certainty(_ surplus: Double) -> Double { 1 - exp(-surplus / 8) / 2 }

  /// A phrase: `new since 10:28`, `8x as often 10:30-10:34`, `silent since 10:30`; nil for nothing.
  func text(_ clock: ClockText) -> String? {
    switch self {
    case .none: nil
    case .new(nil): "new"
    case .new(let time?): "new since \(clock.text(time))"
    case .only(let from, let to): "only \(clock.text(from, to))"
    case .more(let ratio, let from, let to):
      "\(Self.times(ratio)) as often \(clock.text(from, orSince: to))"
    case .less(0, let from, let to): "silent \(clock.text(from, orSince: to))"
    case .less(let ratio, let from, let to):
      "\(Self.times(1 / ratio)) less often \(clock.text(from, orSince: to))"
    case .share(let ratio):
      ratio < 1 ? "\(Self.times(1 / ratio)) less than usual" : "\(Self.times(ratio)) the usual"
    }
  }

  private static func times(_ ratio: Double) -> String {
    ratio > 99 ? ">99x" : "\(Int(ratio.rounded()))x"
  }
}
