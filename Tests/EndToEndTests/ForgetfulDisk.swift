/// A disk that keeps only what was flushed: a file's bytes by a flush of the file, names by a flush of their folder.
///
/// Stricter than the usual file systems, which keep some names along with a file. What was not flushed may also have
/// reached the disk in parts and in any order; dice decide.
struct ForgetfulDisk {
  /// A file, whatever its name: what it holds and what of that survives a power cut.
  private struct File {
    var bytes: [UInt8] = []
    var kept: [UInt8] = []
    /// What was done since the last flush.
    var pending: [Change] = []
  }

  private enum Change {
    case write([UInt8], at: Int)
    case cut(Int)
  }

  private var files: [File] = []
  /// Which file a path names, now and after a power cut.
  private var names: [String: Int] = [:]
  private var keptNames: [String: Int] = [:]
  private var folders: Set<String> = []
  private var keptFolders: Set<String> = []

  /// - Parameter folders: the folders that were there before, safely.
  init(folders: Set<String>) {
    self.folders = folders
    keptFolders = folders
  }

  mutating func apply(_ event: DiskRecording.Event) {
    switch event {
    case .makeFolder(let path): folders.insert(path)
    case .open(let path, let empties):
      if names[path] == nil {
        names[path] = files.count
        files.append(File())
      } else if empties {
        change(path, .cut(0))
      }
    case .write(let path, let bytes, let offset):
      guard let file = names[path] else { return }
      change(path, .write(bytes, at: offset ?? files[file].bytes.count))
    case .cut(let path, let length): change(path, .cut(length))
    case .rename(let path, let new): names[new] = names.removeValue(forKey: path)
    case .remove(let path): names[path] = nil
    case .flush(let path): flush(path)
    case .send: break
    }
  }

  private mutating func change(_ path: String, _ change: Change) {
    guard let file = names[path] else { return }
    Self.apply(change, to: &files[file].bytes)
    files[file].pending.append(change)
  }

  private static func apply(_ change: Change, to bytes: inout [UInt8]) {
    switch change {
    case .cut(let length):
      bytes = Array(bytes.prefix(length)) + Array(repeating: 0, count: max(0, length - bytes.count))
    case .write(let new, let offset):
      if bytes.count < offset + new.count { bytes += Array(repeating: 0, count: offset + new.count - bytes.count) }
      bytes.replaceSubrange(offset..<(offset + new.count), with: new)
    }
  }

  private mutating func flush(_ path: String) {
    guard folders.contains(path) else {
      guard let file = names[path] else { return }
      files[file].kept = files[file].bytes
      files[file].pending = []
      return
    }
    func isInside(_ name: String) -> Bool {
      name.hasPrefix(path + "/") && !name.dropFirst(path.count + 1).contains("/")
    }
    keptNames = keptNames.filter { !isInside($0.key) }.merging(names.filter { isInside($0.key) }) { $1 }
    keptFolders.formUnion(folders.filter(isInside))
  }

  /// The files that are there when the power comes back.
  ///
  /// - Parameter dice: decide which of the changes since the last flush had reached the disk, in pieces of 512 bytes; none
  ///   where there are no dice.
  func survivors(_ dice: inout SeededRandom?) -> [String: [UInt8]] {
    var surviving = keptNames
    if dice != nil {
      for (path, file) in names where surviving[path] == nil && dice!.happens(0.5) { surviving[path] = file }
      for path in keptNames.keys.sorted() where names[path] == nil && dice!.happens(0.5) { surviving[path] = nil }
      for path in keptNames.keys.sorted() where names[path] != nil && names[path] != keptNames[path] {
        if dice!.happens(0.5) { surviving[path] = names[path] }
      }
    }
    var contents: [String: [UInt8]] = [:]
    for (path, file) in surviving.sorted(by: { $0.key < $1.key }) where isReachable(path) {
      var bytes = files[file].kept
      if dice != nil { for change in files[file].pending { Self.perhaps(change, &bytes, &dice!) } }
      contents[path] = bytes
    }
    return contents
  }

  private func isReachable(_ path: String) -> Bool {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    return keptFolders.contains("/" + folder)
  }

  private static func perhaps(_ change: Change, _ bytes: inout [UInt8], _ dice: inout SeededRandom) {
    switch change {
    case .cut: if dice.happens(0.5) { apply(change, to: &bytes) }
    case .write(let new, let offset):
      for start in stride(from: 0, to: new.count, by: 512) where dice.happens(0.5) {
        apply(.write(Array(new[start..<min(start + 512, new.count)]), at: offset + start), to: &bytes)
      }
    }
  }
}
