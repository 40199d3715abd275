import Foundation
import Glibc

/// A stream that a person may be watching: colours and progress only when it is a terminal.
struct Terminal: Sendable {
  static let output = Terminal(descriptor: STDOUT_FILENO)
  static let error = Terminal(descriptor: STDERR_FILENO)

  enum Style: String { case red = "31", green = "32", yellow = "33", bold = "1", dim = "2" }

  private let descriptor: Int32
  let isTerminal: Bool

  private init(descriptor: Int32) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
  }

  func styled(_ text: String, _ style: Style) -> String {
    isTerminal && ProcessInfo.processInfo.environment["NO_COLOR"] == nil
      ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }

  func line(_ text: String = "") { write(text + "\n") }

  func write(_ text: String) {
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress! + written, $0.count - written) }
      if count < 0 && errno != EINTR { return }
      written += max(0, count)
    }
  }
}
