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

  /// Watches a folder; watching it again changes nothing.
  func watch(_ folder: String) {
    let watch = inotify_add_watch(descriptor, folder, UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO))
    if watch >= 0 { folderOfWatch[watch] = folder }
  }

  /// The files that were closed after writing, or renamed into place, since the last call.
  func finishedFiles() -> Set<String> {
    var finished: Set<String> = []
    let capacity = 64 * 1024
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 8)
    defer { buffer.deallocate() }
    while true {
      let count = read(descriptor, buffer.baseAddress, capacity)
      guard count > 0 else { return finished }
      var offset = 0
      while offset < count {
        let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
        let nameStart = offset + MemoryLayout<inotify_event>.size
        if let folder = folderOfWatch[event.wd], event.len > 0 {
          let name = buffer[nameStart..<(nameStart + Int(event.len))].prefix { $0 != 0 }
          finished.insert(folder + "/" + String(decoding: name, as: UTF8.self))
        }
        offset = nameStart + Int(event.len)
      }
    }
  }
}
