import Delivery
import Findings
import Foundation
import Glibc

/// Decides when a file in the drop folder is whole and new.
///
/// A file is taken when its writer closed it or renamed it into place, or when its size and time stood still for long
/// enough; and again whenever it is no longer the file that was taken. The decision never looks at names alone.
struct ArrivalDesk {
  let stableMilliseconds: Int64
  private var seen: [String: Sighting] = [:]

  init(stableSeconds: Double) {
    stableMilliseconds = Int64(stableSeconds * 1000)
  }

  /// What a file looks like from outside.
  private struct Appearance: Equatable {
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
    var inode: UInt64

    init?(path: String) {
      var status = stat()
      guard stat(path, &status) == 0 else { return nil }
      size = Int64(status.st_size)
      seconds = status.st_mtim.tv_sec
      nanoseconds = status.st_mtim.tv_nsec
      inode = UInt64(status.st_ino)
    }
  }

  private struct Sighting {
    var appearance: Appearance
    var since: Moment
    var isTaken = false
  }

  /// The files that may be taken now, in the order given.
  ///
  /// - Parameter finished: files that the kernel says were closed or renamed into place.
  mutating func arrivals(among files: [String], finished: Set<String>, at now: Moment) -> [String] {
    let present = Set(files)
    seen = seen.filter { present.contains($0.key) }
    var arrivals: [String] = []
    for file in files {
      guard let appearance = Appearance(path: file) else { continue }
      if seen[file]?.appearance != appearance { seen[file] = Sighting(appearance: appearance, since: now) }
      guard let sighting = seen[file], !sighting.isTaken else { continue }
      if finished.contains(file) || now.milliseconds - sighting.since.milliseconds >= stableMilliseconds {
        seen[file]?.isTaken = true
        arrivals.append(file)
      }
    }
    return arrivals
  }

  /// Offers the file again at the next look, because taking it did not work.
  mutating func putBack(_ file: String, at now: Moment) {
    seen[file]?.isTaken = false
    seen[file]?.since = now
  }

  /// Whether a file is waiting to stand still.
  var isWaiting: Bool { seen.values.contains { !$0.isTaken } }
}
