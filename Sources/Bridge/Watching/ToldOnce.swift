import Findings
import Synchronization

/// Keeps the log from saying the same thing about the same file again and again while it is tried again and again.
final class ToldOnce: Sendable {
  private let told = Mutex<[String: Fault]>([:])
  private let tell: @Sendable (RunEvent) -> Void

  init(_ tell: @escaping @Sendable (RunEvent) -> Void) {
    self.tell = tell
  }

  func callAsFunction(_ event: RunEvent) {
    switch event {
    case .failed(let file):
      if let fault = file.fault, !isNews(fault, of: file.path) { return }
    case .unfinished(let file):
      if !isNews(Fault(.fileUnfinished), of: file.path) { return }
    case .notice(let finding):
      // What it counts goes on growing; that it was reached is news once.
      if !isNews(Fault(finding.code), of: finding.facts["function.en"] ?? "") { return }
    case .stopped(let fault):
      if !isNews(fault, of: "") { return }
    case .staged(let file), .refused(let file), .written(let file): forget(file.path)
    case .progress(.settled), .reloaded: forget("")
    default: break
    }
    tell(event)
  }

  func isNews(_ fault: Fault, of path: String) -> Bool {
    told.withLock { told in
      if told[path] == fault { return false }
      told[path] = fault
      return true
    }
  }

  func forget(_ path: String) {
    _ = told.withLock { $0.removeValue(forKey: path) }
  }
}
