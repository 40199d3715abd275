package import Contracts
package import Findings
import Foundation

/// The folder that generated contracts lie in, beside the schemas that they follow from.
package struct ContractFolder {
  private let path: String

  package init(path: String) {
    self.path = path
  }

  /// Writes what is missing or differs, each file whole or not at all; gives the paths written.
  ///
  /// Throws ``Fault`` `writeFailed`, `folderReadOnly` or `diskFull`.
  package func write(_ files: [ContractFile]) throws(Fault) -> [String] {
    let outdated = files.filter { !holds($0) }
    for file in outdated {
      let target = place(of: file.path)
      let folder = (target as NSString).deletingLastPathComponent
      do {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      } catch {
        throw Fault(.writeFailed, ["path": folder, "reason": error.localizedDescription])
      }
      var whole = try WholeFile(at: target)
      try whole.write(file.bytes)
      try whole.commit()
    }
    return outdated.map(\.path)
  }

  /// The files that are missing or hold something else.
  package func outdated(among files: [ContractFile]) -> [String] {
    files.filter { !holds($0) }.map(\.path)
  }

  /// Files in the generated folders that no schema gives any more.
  package func leftOver(besides files: [ContractFile]) -> [String] {
    let known = Set(files.map(\.path))
    let folders = Set(known.map { ($0 as NSString).deletingLastPathComponent }.filter { !$0.isEmpty })
    return folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: place(of: folder))) ?? []).map { folder + "/" + $0 }
    }.filter { ["json", "xsd"].contains(($0 as NSString).pathExtension) && !known.contains($0) }.sorted()
  }

  private func holds(_ file: ContractFile) -> Bool {
    FileManager.default.contents(atPath: place(of: file.path)).map { Array($0) == file.bytes } ?? false
  }

  private func place(of relative: String) -> String { path + "/" + relative }
}
