import Dispatch
import Findings
import Synchronization

/// What becomes of each element, in their order; made on all cores, for work that every start waits for.
///
/// Throws the ``Fault`` of the first element that has one.
func concurrently<Element: Sendable, Made: Sendable>(
  _ elements: [Element], _ make: @Sendable (Element) throws(Fault) -> Made
) throws(Fault) -> [Made] {
  let results = Mutex<[Result<Made, Fault>?]>(Array(repeating: nil, count: elements.count))
  DispatchQueue.concurrentPerform(iterations: elements.count) { index in
    let result: Result<Made, Fault>
    do throws(Fault) {
      result = .success(try make(elements[index]))
    } catch {
      result = .failure(error)
    }
    results.withLock { $0[index] = result }
  }
  var made: [Made] = []
  for case let result? in results.withLock({ $0 }) { made.append(try result.get()) }
  return made
}
