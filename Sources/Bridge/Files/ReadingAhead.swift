import Dispatch
import Foundation
import Synchronization

/// Makes elements on a thread of its own, a few ahead, and hands them to the body here, in order.
///
/// `make` hands out each element and ends where it is told `false`. What the body throws is thrown at once; what `make`
/// throws, once everything made before it was handed out. In both cases the other thread has ended by then.
///
/// - Parameter depth: how many elements wait at most.
func readingAhead<Element: Sendable, Outcome: Sendable>(
  depth: Int = 2, _ make: @escaping @Sendable (_ hand: (Element) -> Bool) throws -> Outcome,
  _ body: (Element) throws -> Void
) throws -> Outcome {
  let belt = Belt<Element, Outcome>(depth: depth)
  // A thread and no queue: a turn that waits for another one must not keep it from beginning.
  Thread { belt.end(with: Result { try make(belt.put) }) }.start()
  defer { belt.stop() }
  while let element = belt.next() { try body(element) }
  return try belt.outcome.get()
}

/// A short queue between two threads; either may wait for the other.
private final class Belt<Element: Sendable, Outcome: Sendable>: Sendable {
  private struct State {
    var elements: [Element] = []
    var isStopped = false
    /// What the making came to, once it is over.
    var outcome: Result<Outcome, any Error>?
  }

  private let state = Mutex(State())
  private let room = DispatchSemaphore(value: 0)
  private let filled = DispatchSemaphore(value: 0)

  init(depth: Int) {
    for _ in 0..<depth { room.signal() }
  }

  /// Waits for room; `false` where nobody takes anything any more.
  func put(_ element: Element) -> Bool {
    room.wait()
    let isTaken = state.withLock { state in
      if !state.isStopped { state.elements.append(element) }
      return !state.isStopped
    }
    if isTaken { filled.signal() } else { room.signal() }
    return isTaken
  }

  /// Nothing follows.
  func end(with outcome: Result<Outcome, any Error>) {
    state.withLock { $0.outcome = outcome }
    filled.signal()
  }

  /// What the making came to; asked behind its end.
  var outcome: Result<Outcome, any Error> {
    guard let outcome = state.withLock({ $0.outcome }) else { preconditionFailure("a belt ends behind its maker") }
    return outcome
  }

  /// Waits for an element; `nil` when there is none to come.
  func next() -> Element? {
    filled.wait()
    let element = state.withLock { $0.elements.isEmpty ? nil : $0.elements.removeFirst() }
    if element != nil { room.signal() }
    return element
  }

  /// Lets the maker know that nobody takes anything any more, and waits for its end.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      state.elements.removeAll()
    }
    room.signal()
    while state.withLock({ $0.outcome == nil }) { filled.wait() }
  }
}
