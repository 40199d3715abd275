import Synchronization
import Tabular

/// Judges the pieces of a file on several threads; who asks gets them in the order of the file.
///
/// Where a piece begins is known only when the pieces before it were read: a quoted cell may run over lines, and into the
/// next piece. So each is taken to begin with a record, every line before it being one, and is judged again where that was
/// wrong. A file that proves it wrong is read by one thread from there on.
///
/// While the pieces of one wave are judged, those of the wave before are handed out and those of the next are filled.
final class PieceCrew {
  private let source: PieceSource
  private var threads: Int
  /// Waves that nobody works on; of three, one is being filled, one judged and one handed out.
  private var spares: [[PieceSlot]]
  /// Where the next piece to be filled begins, as far as it can be told.
  private var position = RecordReader.Position()
  private var offset = 0
  /// The piece that was handed out last.
  private var previous: PieceSlot?

  init(path: String, threads: Int, _ work: PieceWork) throws {
    source = try PieceSource(path: path)
    self.threads = threads
    let (waves, pieces) = threads == 1 ? (1, 1) : (3, 4 * threads)
    spares = (0..<waves).map { _ in (0..<pieces).map { _ in PieceSlot(work) } }
  }

  /// Hands out every piece, judged.
  func judge(_ body: (PieceSlot) throws -> Void) throws {
    var filled = try fill(spares.removeLast())
    var judged: [PieceSlot] = []
    while threads > 1, !filled.isEmpty || !judged.isEmpty {
      let next = try judgeTogether(filled, behind: judged, body)
      if !judged.isEmpty { spares.append(judged) }
      (judged, filled) = (filled, next)
    }
    for slot in judged + filled {
      slot.follow(previous)
      try body(slot)
      previous = slot
    }
    while let slot = previous, !slot.isLast {
      try slot.goOn(from: source)
      try body(slot)
    }
  }

  private func fill(_ slots: [PieceSlot]) throws -> [PieceSlot] {
    var filled: [PieceSlot] = []
    for slot in slots {
      position = try slot.fill(from: source, at: position, offset)
      offset += slot.bytes.count
      filled.append(slot)
      if slot.isLast { break }
    }
    return filled
  }

  /// Judges the pieces of a wave; meanwhile one thread hands out those before it and then fills the next wave.
  private func judgeTogether(
    _ wave: [PieceSlot], behind judged: [PieceSlot], _ body: (PieceSlot) throws -> Void
  ) throws -> [PieceSlot] {
    let isLast = wave.last?.isLast ?? true
    let claimed = Atomic(0)
    var next: Result<[PieceSlot], any Error> = .success([])
    inParallel(threads) { number in
      if number == 0 {
        next = Result {
          try settle(judged, body)
          return isLast ? [] : try fill(spares.removeLast())
        }
      }
      while true {
        let place = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < wave.count else { return }
        wave[place].judge()
      }
    }
    return try next.get()
  }

  private func settle(_ wave: [PieceSlot], _ body: (PieceSlot) throws -> Void) throws {
    for slot in wave {
      // Where it was wrong, so is what the pieces behind were taken for: they follow one after the other.
      if slot.settle(behind: previous) { threads = 1 }
      try body(slot)
      previous = slot
    }
  }
}
