internal import Foundation

/// This running of the machine.
enum Boot {
  /// Another one after every start of the machine; `nil` where the system doesn't say.
  static let id: String? = {
    let text = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return text?.trimmingCharacters(in: .newlines)
  }()
}
