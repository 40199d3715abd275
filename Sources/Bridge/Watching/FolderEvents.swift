import Glibc

/// Files that their writers have just finished, as the kernel tells (inotify).
///
/// Events are for speed only: they may be lost or never come (SMB, NFS), so the truth is always a rescan.
final class FolderEvents {
  private let descriptor: Int32
  private var folderOfWatch: [Int32: String] = [:]

  init() {
    descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Finished files, and new names: another file's trigger may be one.
  private static let interests = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE)

  /// Watches a folder; watching it again changes nothing.
  func watch(_ folder: String) {
    let watch = inotify_add_watch(descriptor, folder, Self.interests)
    if watch >= 0 { folderOfWatch[watch] = folder }
  }

  /// What the kernel told since the last call.
  struct News {
    /// The files that were closed after writing, or renamed into place.
    var finished: Set<String> = []
    /// Whether anything happened that makes another look at the folder worth while.
    var isAny = false
  }

  func news() -> News {
    var news = News()
    let capacity = 64 * 1024
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, capacity)
      guard count > 0 else { return news }
      news.isAny = true
      var offset = 0
      while offset < count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let nameStart = offset + MemoryLayout<inotify_event>.size
        if event.mask & UInt32(IN_CREATE) == 0, let folder = folderOfWatch[event.wd], event.len > 0 {
          let name = buffer[nameStart..<(nameStart + Int(event.len))].prefix { $0 != 0 }
          news.finished.insert(folder + "/" + String(decoding: name, as: UTF8.self))
        }
        offset = nameStart + Int(event.len)
      }
    }
  }
}
