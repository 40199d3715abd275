package import Findings
import Foundation

/// The drop folder: which of its files are drops.
package struct DropFolder: Sendable {
  package var path: String

  package init(path: String) {
    self.path = path
  }

  /// Every file that may be a drop, in the order of path: the folder's own and those of its function folders.
  ///
  /// Throws ``Fault`` `fileMissing` or `fileUnreadable` for the folder itself.
  package func files() throws(Fault) -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw Fault(.fileMissing, ["path": path])
    }
    return try files(in: path, depth: 0).sorted()
  }

  private func files(in folder: String, depth: Int) throws(Fault) -> [String] {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      throw Fault(.fileUnreadable, ["path": folder, "reason": error.localizedDescription])
    }
    var files: [String] = []
    for name in names {
      let path = folder + "/" + name
      if Self.isIgnored(name) && !RerunFolder.takes(path) { continue }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if !isFolder.boolValue {
        files.append(path)
      } else if depth == 0 && name != "archive" {
        files += try self.files(in: path, depth: depth + 1)
      }
    }
    return files
  }

  /// Hidden files, office programs' lock files, unfinished copies and our own outputs are not drops.
  package static func isIgnored(_ name: String) -> Bool {
    let lower = name.lowercased()
    return name.hasPrefix(".") || name.hasPrefix("~$") || lower.hasSuffix(".tmp") || lower.hasSuffix(".part")
      || OutputNames.isOutput(name)
  }
}
