import Findings

/// Makes records of what the parser told and the schema has against it.
///
/// One thread uses it at a time, so that it may be handed to another one.
package final class MarkupMaker: @unchecked Sendable {
  let shape: any MarkupShape
  /// What stopped the reading.
  private(set) var problem: Finding?
  /// The same, for whoever asks at every event.
  package private(set) var isStopped = false
  private let records: MarkupRecords
  /// For a file that is held against a schema.
  private let places: MarkupPlaces?

  init(layout: MarkupLayout, labels: [String], isJudged: Bool) {
    records = MarkupRecords()
    shape = layout.shape(labels: labels, isJudged: isJudged, records: records)
    places = isJudged ? MarkupPlaces() : nil
  }

  /// Takes what follows the events before; behind what stops the reading it is passed over.
  package func take(_ events: MarkupEvents) {
    if !isStopped { make(events) }
  }

  /// The records that were completed since the last call.
  package func takeBatch() -> RecordBatch { records.takeBatch() }

  private func make(_ events: MarkupEvents) {
    records.damages += events.damages
    places?.take(events)
    var nextVerdict = 0
    for index in events.list.indices {
      var told: [MarkupVerdict] = []
      while nextVerdict < events.verdicts.count, events.verdicts[nextVerdict].event == index {
        told.append(events.verdicts[nextVerdict].verdict)
        nextVerdict += 1
      }
      take(events.list[index], of: events, told)
      if isStopped { return }
    }
    if let problem = events.problem { stop(problem) }
  }

  /// A row is judged before it is handed out.
  private func take(_ event: MarkupEvents.Event, of events: MarkupEvents, _ verdicts: [MarkupVerdict]) {
    switch event.kind {
    case .start:
      let tag = events.tags[Int(event.first)]
      places?.open(tag, passed: event.passed)
      shape.open(MarkupElement(tag: tag, events: events, places: places))
      checkSize(event)
      if !verdicts.isEmpty { judge(verdicts) }
    case .text, .section:
      events.withBytes(event.first, event.last) { shape.append($0) }
      checkSize(event)
      if !verdicts.isEmpty, let place = places?.placeOfText(event) { judge(verdicts, at: place) }
      places?.pass(event.passed)
    case .end:
      if !verdicts.isEmpty { judge(verdicts) }
      places?.close(passed: event.passed)
      guard !isStopped else { return }
      records.passed = event.passed
      shape.close()
      checkSize(event)
    case .other: places?.pass(event.passed)
    }
  }

  /// Hands verdicts to the row that they are about; one about no row stops the reading.
  private func judge(_ verdicts: [MarkupVerdict], at place: MarkupPlace? = nil) {
    guard let places, let tag = places.innermost else { return }
    for verdict in verdicts where !isStopped {
      // As libxml2 writes it: no schema of ours has a namespace.
      let element = (tag.uri.map { "{\(String(cString: $0))}" } ?? "") + String(cString: tag.name)
      let place = place ?? tag.place ?? places.place(of: tag.start)
      if !shape.judge(verdict, on: element, at: place) { stop(verdict.finding(about: element, at: place)) }
    }
  }

  private func checkSize(_ event: MarkupEvents.Event) {
    guard let excess = records.excess else { return }
    let line = String(max(1, event.line))
    stop(Finding(.markupTooBig, facts: ["actual": excess.actual, "limit": excess.limit, "line": line]))
  }

  private func stop(_ finding: Finding) {
    problem = finding
    isStopped = true
  }
}
