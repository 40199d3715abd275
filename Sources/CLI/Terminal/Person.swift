import Foundation

/// Who gives the command, for the ledger: the person behind `sudo`, where there is one.
enum Person {
  static var name: String { ProcessInfo.processInfo.environment["SUDO_USER"] ?? NSUserName() }
}
