extension Pace {
  /// The pace as one line, `1.0 nextFree latestNow throttledAt throttledRate`; `-` stands for what there is none of.
  ///
  /// It is read and written with every request; JSON would cost more than the rest of the request's bookkeeping.
  package var text: String {
    let parts = [nextFree?.milliseconds, latestNow?.milliseconds, throttled?.at.milliseconds]
    let moments = parts.map { $0.map(String.init) ?? "-" }
    return ([String(requestsPerSecond)] + moments + [throttled.map { String($0.rate) } ?? "-"]).joined(separator: " ")
  }

  /// Reads what ``text`` wrote; `nil` for anything else, such as a line that a power cut left half written.
  package init?(text: String) {
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 5, let rate = Double(parts[0]), rate > 0, rate.isFinite else { return nil }
    self.init(requestsPerSecond: rate)
    var moments: [Moment?] = []
    for part in parts[1...3] {
      let moment = Int64(part).map(Moment.init(milliseconds:))
      guard moment != nil || part == "-" else { return nil }
      moments.append(moment)
    }
    (nextFree, latestNow) = (moments[0], moments[1])
    switch (moments[2], Double(parts[4])) {
    case (let at?, let rate?) where rate > 0 && rate.isFinite: throttled = Throttled(at: at, rate: rate)
    case (nil, nil) where parts[4] == "-": break
    default: return nil
    }
  }
}
