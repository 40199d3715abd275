/// The first half of reading a sheet: its part is inflated and parsed, which may be another thread's work.
///
/// One thread uses it at a time, so that it may be handed to another one.
package final class SheetMarkup: @unchecked Sendable {
  /// What some chunks of the sheet's part tell, for ``SheetRecords``; whoever holds it is the only one.
  package struct Piece: @unchecked Sendable {
    var events: PartEvents
  }

  /// So few chunks that a piece stays in the processor's caches, so many that handing one over is nothing beside it.
  private static let chunksOfPiece = 4

  private let source: PartSource

  init(_ part: InflatedPart) throws {
    source = try PartSource(part)
  }

  /// Hands out the sheet piece by piece, until the body returns `false`; a fault stands behind the last one's events.
  package func readPieces(_ body: (Piece) throws -> Bool) rethrows {
    var events = PartEvents()
    while !source.isAtEnd, events.fault == nil {
      events = PartEvents(after: events)
      var chunks = 0
      while chunks < Self.chunksOfPiece, !source.isAtEnd, events.fault == nil {
        do {
          try source.read(into: &events)
        } catch {
          events.fault = error
        }
        chunks += 1
      }
      guard try body(Piece(events: events)) else { return }
    }
  }
}
