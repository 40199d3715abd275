import Foundation
import Tabular

/// Judges the pieces of a file on several threads; who asks gets them in the order of the file.
///
/// Where a piece begins is known only when the pieces before it were read: a quoted cell may run over lines, and into the
/// next piece. So each is taken to begin with a record, every line before it being one, and is judged again where that was
/// wrong. A file that proves it wrong is read by one thread from there on.
///
/// No thread has an office of its own: whoever is free hands out the oldest piece, if that is judged, or fills the next one
/// and judges it while it is in the nearer caches. Only one at a time fills, and only one hands out.
final class PieceCrew {
  /// A piece on its way from being filled to being handed out.
  private struct Piece {
    let slot: PieceSlot
    var isJudged = false
  }

  private let source: PieceSource
  private let threads: Int

  /// Held by whoever looks at, or changes, what stands between here and the next empty line.
  private let desk = NSCondition()
  private var spares: [PieceSlot]
  /// Filled and not yet handed out, in the order of the file.
  private var pieces: [Piece] = []
  private var handedOut = 0
  private var isFilling = false
  private var isHandingOut = false
  private var isRead = false
  private var isOver = false
  private var failure: (any Error)?

  /// Where the next piece to be filled begins, as far as it can be told; of whoever fills.
  private var position = RecordReader.Position()
  private var offset = 0
  /// The piece that was handed out last; of whoever hands out.
  private var previous: PieceSlot?

  init(path: String, threads: Int, _ work: PieceWork) throws {
    source = try PieceSource(path: path)
    self.threads = threads
    spares = (0..<(threads == 1 ? 1 : 4 * threads)).map { _ in PieceSlot(work) }
  }

  /// Hands out every piece, judged; from any of the threads, never from two at once.
  func judge(_ body: (PieceSlot) throws -> Void) throws {
    if threads == 1 {
      try fill(spares.removeLast())
    } else {
      inParallel(threads) { _ in work(body) }
      if let failure { throw failure }
    }
    for piece in pieces {
      piece.slot.follow(previous)
      try body(piece.slot)
      previous = piece.slot
    }
    while let slot = previous, !slot.isLast {
      try slot.goOn(from: source)
      try body(slot)
    }
  }

  /// Does what is to be done until all is handed out, or must be done by one alone.
  private func work(_ body: (PieceSlot) throws -> Void) {
    desk.withLock {
      while !isOver {
        if !isHandingOut, let oldest = pieces.first, oldest.isJudged {
          isHandingOut = true
          asideFromDesk { try handOut(oldest.slot, body) }
          isHandingOut = false
        } else if !isFilling, !isRead, let spare = spares.popLast() {
          isFilling = true
          let number = handedOut + pieces.count
          asideFromDesk { try fill(spare) }
          isFilling = false
          desk.broadcast()
          if failure != nil { break }
          asideFromDesk { spare.judge() }
          pieces[number - handedOut].isJudged = true
        } else {
          desk.wait()
          continue
        }
        isOver = isOver || (isRead && pieces.isEmpty)
        desk.broadcast()
      }
    }
  }

  /// Does something while the others have the desk.
  private func asideFromDesk(_ action: () throws -> Void) {
    desk.unlock()
    let result = Result(catching: action)
    desk.lock()
    if case .failure(let error) = result {
      failure = error
      isOver = true
    }
  }

  private func fill(_ slot: PieceSlot) throws {
    position = try slot.fill(from: source, at: position, offset)
    offset += slot.bytes.count
    desk.withLock {
      pieces.append(Piece(slot: slot))
      isRead = slot.isLast
    }
  }

  private func handOut(_ slot: PieceSlot, _ body: (PieceSlot) throws -> Void) throws {
    // Where it was wrong, so is what the pieces behind were taken for: they follow one after the other.
    let wasWrong = slot.settle(behind: previous)
    try body(slot)
    desk.withLock {
      if let previous { spares.append(previous) }
      pieces.removeFirst()
      handedOut += 1
      isOver = isOver || wasWrong
    }
    previous = slot
  }
}
