import Foundation

/// A file of JSON Lines, each appended and synchronised before it counts: the journal, and what the desk did.
struct JournalFile: Sendable {
  private let handle: FileHandle

  /// Opens or makes the file; throws what the file system says.
  ///
  /// - Parameter replaying: keep what is there, without a last line that was cut by a crash; otherwise start empty.
  /// - Returns: the file and its whole lines.
  static func open(path: String, replaying: Bool) throws -> (file: JournalFile, lines: [[UInt8]]) {
    let url = URL(fileURLWithPath: path)
    if !FileManager.default.fileExists(atPath: path) { try Data().write(to: url) }
    let handle = try FileHandle(forUpdating: url)
    var content = replaying ? [UInt8](try handle.readToEnd() ?? Data()) : []
    content.removeLast(content.count - ((content.lastIndex(of: 0x0A) ?? -1) + 1))
    try handle.truncate(atOffset: UInt64(content.count))
    let lines = content.split(separator: 0x0A).map(Array.init)
    return (JournalFile(handle: handle), lines)
  }

  /// The same for a file that is made only when it is needed; nil when it is not there.
  static func openIfThere(path: String, replaying: Bool) throws -> (file: JournalFile, lines: [[UInt8]])? {
    FileManager.default.fileExists(atPath: path) ? try open(path: path, replaying: replaying) : nil
  }

  /// Writes one line and waits until it is on the disk.
  func append(_ line: String) throws {
    try handle.seekToEnd()
    try handle.write(contentsOf: Data((line + "\n").utf8))
    try handle.synchronize()
  }
}
