import Synchronization
import Tabular

/// Judges the pieces of a file on several threads; who asks gets them in the order of the file.
///
/// Where a piece begins is known only when the pieces before it were read: a quoted cell may run over lines, and into the
/// next piece. So each is taken to begin with a record, every line before it being one, and is judged again where that was
/// wrong. A file that proves it wrong is read by one thread from there on.
final class PieceCrew {
  private let source: PieceSource
  private var threads: Int
  /// The pieces that are judged, and those that are filled meanwhile.
  private var slots: [PieceSlot]
  private var others: [PieceSlot]
  /// Where the next piece to be filled begins, as far as it can be told.
  private var position = RecordReader.Position()
  private var offset = 0

  init(path: String, threads: Int, _ work: PieceWork) throws {
    source = try PieceSource(path: path)
    self.threads = threads
    let count = threads == 1 ? 1 : 2 * threads
    slots = (0..<count).map { _ in PieceSlot(work) }
    others = threads == 1 ? [] : (0..<count).map { _ in PieceSlot(work) }
  }

  /// Hands out every piece, judged.
  func judge(_ body: (PieceSlot) throws -> Void) throws {
    var previous: PieceSlot?
    var wave = try fill(slots)
    while threads > 1, let last = wave.last {
      let next = try judgeTogether(wave, isLast: last.isLast)
      for slot in wave {
        if slot.settle(behind: previous) { threads = 1 }
        try body(slot)
        previous = slot
      }
      swap(&slots, &others)
      wave = next
    }
    for slot in wave {
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

  /// Judges the pieces of a wave and fills the next one meanwhile.
  private func judgeTogether(_ wave: [PieceSlot], isLast: Bool) throws -> [PieceSlot] {
    let claimed = Atomic(0)
    var next: Result<[PieceSlot], any Error> = .success([])
    inParallel(threads) { number in
      if number == 0, !isLast { next = Result { try fill(others) } }
      while true {
        let place = claimed.wrappingAdd(1, ordering: .relaxed).oldValue
        guard place < wave.count else { return }
        wave[place].judge()
      }
    }
    return try next.get()
  }
}
