import Delivery
import Findings
import Foundation
import Glibc
import Ledger
import Validation

/// Puts files away that nobody needs any more, with their outputs: `archive/2026/11/21/…` in the drop folder.
///
/// The outputs go first and the input last: as long as the input is there, a start after a crash writes its outputs again
/// and goes on. Nothing in the archive is ever overwritten by anything else than the same bytes.
struct Archive {
  let folder: DropFolder

  /// Whether nothing of a drop is left to do for a program or a person.
  static func isFinished(_ tally: Tally) -> Bool {
    tally.held + tally.inDoubt + tally.invalid + tally.rejected == 0
  }

  /// Moves a file of the drop folder, its outputs and its trigger; `false` where a person's file is in the way.
  ///
  /// - Parameter drops: all that were taken from the file, finished.
  ///
  /// Throws ``Fault`` where the folder refuses.
  func put(_ path: String, of drops: [DropRecord]) throws(Fault) -> Bool {
    guard let seenAt = drops.map(\.drop.seenAt).min() else { return false }
    var outputs: [String] = []
    for drop in drops {
      let names = OutputNames(input: drop.standing(at: path).outputBase)
      for format in OutputNames.Format.allCases {
        // An error file is somebody's work, even where the ledger has no use for it any more.
        if exists(names.path(.error, format)) || exists(names.path(.error, format, number: 2)) { return false }
        var number = 1
        while exists(names.path(.result, format, number: number)) {
          outputs.append(names.path(.result, format, number: number))
          number += 1
        }
      }
      if exists(names.status) { outputs.append(names.status) }
    }
    let triggers = folder.triggers.names(for: (path as NSString).lastPathComponent)
      .map { (path as NSString).deletingLastPathComponent + "/" + $0 }.filter(exists)
    let files = outputs + triggers + [path]
    let target = try makeRoom(for: files, seenAt)
    for file in files { try move(file, into: target) }
    return true
  }

  private func exists(_ path: String) -> Bool { FileAppearance(path: path) != nil }

  /// The folder of the day in which nothing is in the files' way: `21`, `21-2`, … and below it the function folder.
  private func makeRoom(for files: [String], _ seenAt: Moment) throws(Fault) -> String {
    let day = seenAt.japanDate.description.replacing("-", with: "/")
    let own = (files[files.count - 1] as NSString).deletingLastPathComponent
    let below = own.hasPrefix(folder.path + "/") ? String(own.dropFirst(folder.path.count)) : ""
    for number in 1... {
      let target = "\(folder.path)/\(DropFolder.archive)/\(day)\(number == 1 ? "" : "-\(number)")\(below)"
      let isFree = files.allSatisfy { file in
        let there = target + "/" + (file as NSString).lastPathComponent
        return !exists(there) || FileManager.default.contentsEqual(atPath: there, andPath: file)
      }
      if !isFree { continue }
      do {
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
      } catch {
        throw Fault(.writeFailed, ["path": target, "reason": error.localizedDescription])
      }
      return target
    }
    preconditionFailure("the numbers do not end")
  }

  private func move(_ file: String, into target: String) throws(Fault) {
    guard rename(file, target + "/" + (file as NSString).lastPathComponent) == 0 else {
      throw SystemError.replacing(file)
    }
  }
}
