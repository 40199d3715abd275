import Delivery

/// Decides when a file in the drop folder is whole and new.
///
/// A file is taken when its writer closed it or renamed it into place, or when its size and times stood still for long
/// enough; and again whenever it is no longer the file that was taken. The decision never looks at names alone.
struct ArrivalDesk {
  private var stableMilliseconds: Int64 = 0
  private var unfinishedMilliseconds: Int64 = 0
  private var seen: [String: Sighting] = [:]
  private var finished: Set<String> = []

  /// - Parameters:
  ///   - stableSeconds: how long a file stands still before it is taken.
  ///   - unfinishedSeconds: how long one that looks unfinished stands still before it is taken as it is.
  init(stableSeconds: Double, unfinishedSeconds: Double) {
    adopt(stableSeconds: stableSeconds, unfinishedSeconds: unfinishedSeconds)
  }

  /// Goes on with other settings: what was taken stays taken, what was refused is looked at again.
  mutating func adopt(stableSeconds: Double, unfinishedSeconds: Double) {
    stableMilliseconds = Int64(stableSeconds * 1000)
    unfinishedMilliseconds = max(stableMilliseconds, Int64(unfinishedSeconds * 1000))
    for (file, sighting) in seen {
      if case .otherSettings = sighting.expects { seen[file]?.expects = .toStandStill }
    }
  }

  /// Files that the kernel says were closed or renamed into place: they are taken at the next look.
  mutating func expect(_ finished: Set<String>) {
    self.finished.formUnion(finished)
  }

  /// A file that may be taken now.
  struct Arrival: Hashable {
    var path: String
    /// Whether it is taken as it is, finished or not: it stood still for so long, or its writer vouches for it.
    var isLastLook: Bool
  }

  /// What became of taking a file.
  enum Outcome {
    /// It is in the ledger.
    case taken
    /// It can't be read by the settings as they are.
    case refused
    /// Its own format says that more is to come.
    case unfinished
    /// It was written to while it was read.
    case changed
    /// It could not be taken for a reason that may pass.
    case failed
  }

  private enum Expectation {
    case toStandStill
    case toBeFinished
    case retry(at: Moment, pause: Int64)
    case otherSettings
    case nothing
  }

  private struct Sighting {
    var appearance: FileAppearance
    var since: Moment
    var expects = Expectation.toStandStill
  }

  /// The files that may be taken now, in the order given; each is offered until ``note(_:of:at:)`` tells what came of it.
  ///
  /// - Parameter vouched: files of which their writers say that they are finished.
  mutating func arrivals(among files: [String], vouched: Set<String>, at now: Moment) -> [Arrival] {
    let finished = finished.union(vouched)
    self.finished = []
    let present = Set(files)
    seen = seen.filter { present.contains($0.key) }
    var arrivals: [Arrival] = []
    for file in files {
      guard let appearance = FileAppearance(path: file) else { continue }
      var sighting = seen[file] ?? Sighting(appearance: appearance, since: now)
      if sighting.appearance != appearance { sighting = Sighting(appearance: appearance, since: now) }
      let stood = now.milliseconds - sighting.since.milliseconds
      let isOffered =
        switch sighting.expects {
        case .toStandStill: finished.contains(file) || stood >= stableMilliseconds
        case .toBeFinished: stood >= unfinishedMilliseconds
        case .retry(let due, _): now >= due
        case .otherSettings, .nothing: false
        }
      if isOffered {
        arrivals.append(Arrival(path: file, isLastLook: vouched.contains(file) || stood >= unfinishedMilliseconds))
      }
      seen[file] = sighting
    }
    return arrivals
  }

  /// The first pause before a file that could not be taken is tried again, and the longest.
  private static let retryMilliseconds: ClosedRange<Int64> = 5_000...600_000

  mutating func note(_ outcome: Outcome, of file: String, at now: Moment) {
    guard var sighting = seen[file] else { return }
    switch outcome {
    case .taken: sighting.expects = .nothing
    case .refused: sighting.expects = .otherSettings
    case .unfinished: sighting.expects = .toBeFinished
    case .changed:
      sighting.expects = .toStandStill
      sighting.since = now
    case .failed:
      var pause = Self.retryMilliseconds.lowerBound
      if case .retry(_, let last) = sighting.expects { pause = min(2 * last, Self.retryMilliseconds.upperBound) }
      sighting.expects = .retry(at: now.adding(milliseconds: pause), pause: pause)
    }
    seen[file] = sighting
  }

  /// Whether a file is expected to change or to be offered soon without the kernel telling.
  var isWaiting: Bool {
    seen.values.contains {
      switch $0.expects {
      case .toStandStill, .toBeFinished, .retry: true
      case .otherSettings, .nothing: false
      }
    }
  }
}
