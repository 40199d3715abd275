package import Findings
import Foundation

/// The drop folder: which of its files are drops.
package struct DropFolder: Sendable {
  package var path: String
  let triggers: Triggers

  package init(path: String, triggers: Triggers) {
    self.path = path
    self.triggers = triggers
  }

  /// The archive of old drops; nothing in it is a drop.
  static let archive = "archive"

  /// What lies in the folder now.
  struct Contents {
    /// Every file that may be a drop, in the order of path.
    var files: [String] = []
    /// Those that a trigger file vouches for.
    var vouched: Set<String> = []
    /// The folder itself and its function folders.
    var folders: [String] = []
    /// Function folders that can't be read; they are no trouble of the others.
    var faults: [Fault] = []
  }

  /// Every file that may be a drop, in the order of path: the folder's own and those of its function folders.
  ///
  /// Throws ``Fault`` `fileMissing` or `fileUnreadable` for the folder itself.
  package func files() throws(Fault) -> [String] {
    let contents = try contents()
    if let fault = contents.faults.first { throw fault }
    return contents.files
  }

  /// Throws ``Fault`` `fileMissing` or `fileUnreadable` for the folder itself.
  func contents() throws(Fault) -> Contents {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
      throw Fault(.fileMissing, ["path": path])
    }
    var contents = Contents()
    try look(into: path, depth: 0, &contents)
    contents.files.sort()
    return contents
  }

  private func look(into folder: String, depth: Int, _ contents: inout Contents) throws(Fault) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: folder)
    } catch {
      let fault = Fault(.fileUnreadable, ["path": folder, "reason": error.localizedDescription])
      if depth == 0 { throw fault }
      if FileManager.default.fileExists(atPath: folder) { contents.faults.append(fault) }
      return
    }
    contents.folders.append(folder)
    let siblings = Dictionary(names.map { ($0.lowercased(), $0) }) { first, _ in first }
    for name in names {
      let path = folder + "/" + name
      if Self.isIgnored(name) && !RerunFolder.takes(path) { continue }
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
      if isFolder.boolValue {
        if depth == 0 && name != Self.archive { try look(into: path, depth: depth + 1, &contents) }
        continue
      }
      if triggers.isTrigger(name) { continue }
      switch triggers.standing(of: name, among: siblings) {
      case .missing: continue
      case .free: break
      case .present(let trigger):
        if Self.isNewer(folder + "/" + trigger, than: path) { contents.vouched.insert(path) }
      }
      contents.files.append(path)
    }
  }

  /// A trigger that is older than its file is left from an earlier file of that name, or their times were not kept: it
  /// does not vouch, and the file has to stand still like any other.
  private static func isNewer(_ trigger: String, than file: String) -> Bool {
    guard let trigger = FileAppearance(path: trigger), let file = FileAppearance(path: file) else { return false }
    return !trigger.modified.lexicographicallyPrecedes(file.modified)
  }

  /// Hidden files, office programs' lock files, unfinished copies and our own outputs are not drops.
  package static func isIgnored(_ name: String) -> Bool {
    let lower = name.lowercased()
    return name.hasPrefix(".") || name.hasPrefix("~$") || lower.hasSuffix(".tmp") || lower.hasSuffix(".part")
      || OutputNames.isOutput(name)
  }
}
