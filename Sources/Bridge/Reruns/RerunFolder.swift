import Foundation

/// The folder `rerun/` in the drop folder: an error file that lies there was put there to be sent.
///
/// Everywhere else an error file is our own output and waits for its person.
enum RerunFolder {
  static let name = "rerun"

  /// Whether the file is an error file that a person put into the folder, told from those that answer a file there.
  static func takes(_ path: String) -> Bool {
    let folder = (path as NSString).deletingLastPathComponent
    guard (folder as NSString).lastPathComponent == name,
      let input = OutputNames.inputStem(ofError: (path as NSString).lastPathComponent)
    else { return false }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return !names.contains { ($0 as NSString).deletingPathExtension == input }
  }
}
