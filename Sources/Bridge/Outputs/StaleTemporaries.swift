import Foundation

/// Temporary files that a process left behind when it died while it wrote an output.
enum StaleTemporaries {
  /// Removes those of a folder; only for whoever holds the folder's lock, since nobody else writes outputs into it then.
  static func remove(from folder: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where isOurs(name, in: folder) {
      try? FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }

  /// `.NAME.PID.tmp`, where NAME is an output of ours, or a file that stands there and whose trial of the room is empty.
  private static func isOurs(_ name: String, in folder: String) -> Bool {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 4, parts[0].isEmpty, parts[parts.count - 1] == "tmp", Int(parts[parts.count - 2]) != nil
    else { return false }
    let target = parts[1..<(parts.count - 2)].joined(separator: ".")
    if OutputNames.isOutput(target) { return true }
    return FileAppearance(path: folder + "/" + target) != nil && FileAppearance(path: folder + "/" + name)?.size == 0
  }
}
