import Foundation

/// What a program did to the files below a folder, and what it sent meanwhile, read from a log of strace.
struct DiskRecording {
  enum Event {
    case makeFolder(String)
    /// Opened for writing: made if it is not there, emptied if it says so.
    case open(String, empties: Bool)
    /// At an offset; at the end where there is none.
    case write(String, [UInt8], at: Int?)
    case cut(String, to: Int)
    case rename(String, to: String)
    case remove(String)
    /// A file's or a folder's flush is done.
    case flush(String)
    case send(String)
  }

  /// The calls that must be in the log, and how strace must write them: every byte as `\x2f`, descriptors with paths.
  static let calls = [
    "mkdir", "openat", "write", "pwrite64", "ftruncate", "rename", "unlink", "fsync", "fdatasync", "sendto",
  ]
  private static let unfinished = " <unfinished ...>"
  static let options = ["-y", "-xx", "-s", "1000000"]

  private(set) var events: [Event] = []
  private var flushing: [Substring: String] = [:]
  private let folder: String

  init(log: String, below folder: String) throws {
    self.folder = folder
    let text = try String(contentsOfFile: log, encoding: .utf8)
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
      guard words.count == 2 else { continue }
      note(words[1].drop { $0 == " " }, by: words[0])
    }
  }

  /// One line: a whole call, the beginning of one that another thread interrupted, or its end.
  private mutating func note(_ line: Substring, by thread: Substring) {
    if line.hasPrefix("<... ") {
      if line.contains("sync resumed"), let path = flushing.removeValue(forKey: thread) { events.append(.flush(path)) }
      return
    }
    // What stands before counts: the numbers of a call that another thread interrupted are all there.
    let isUnfinished = line.hasSuffix(Self.unfinished)
    let line = isUnfinished ? line.dropLast(Self.unfinished.count) : line
    guard let parenthesis = line.firstIndex(of: "("), !line.contains(" = -1 ") else { return }
    let name = line[..<parenthesis]
    let rest = line[line.index(after: parenthesis)...]
    let strings = rest.split(separator: "\"", omittingEmptySubsequences: false)
    // What stands between the first `<` and `>` is the path of the descriptor.
    let path = rest.firstIndex(of: "<").flatMap { start in
      rest.firstIndex(of: ">").map { String(decoding: Self.bytes(rest[rest.index(after: start)..<$0]), as: UTF8.self) }
    }
    func string(_ number: Int) -> [UInt8] { strings.count > number ? Self.bytes(strings[number]) : [] }
    if name == "sendto" { return events.append(.send(String(decoding: string(1), as: UTF8.self))) }
    let named = String(decoding: string(1), as: UTF8.self)
    switch name {
    case "mkdir" where isMine(named): events.append(.makeFolder(named))
    case "openat" where isMine(named) && (rest.contains("O_WRONLY") || rest.contains("O_RDWR")):
      events.append(.open(named, empties: rest.contains("O_TRUNC")))
    case "rename" where isMine(named): events.append(.rename(named, to: String(decoding: string(3), as: UTF8.self)))
    case "unlink" where isMine(named): events.append(.remove(named))
    default: break
    }
    guard let path, isMine(path) else { return }
    let numbers = rest.split(separator: ")")[0].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    switch name {
    case "write": events.append(.write(path, string(1), at: nil))
    case "pwrite64":
      let last = (strings.last ?? "").split(separator: ")").first?.split(separator: ",").last ?? ""
      events.append(.write(path, string(1), at: Int(last.trimmingCharacters(in: .whitespaces)) ?? 0))
    case "ftruncate": events.append(.cut(path, to: Int(numbers.last ?? "") ?? 0))
    case "fsync", "fdatasync":
      if isUnfinished { flushing[thread] = path } else { events.append(.flush(path)) }
    default: break
    }
  }

  /// Files that SQLite makes anew after a crash whatever they hold are not looked at.
  private func isMine(_ path: String) -> Bool {
    (path == folder || path.hasPrefix(folder + "/")) && !path.hasSuffix("-shm") && !path.hasSuffix("strace.log")
  }

  /// `\x2f\x64` as bytes.
  private static func bytes(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count / 4)
    var digits: [UInt8] = []
    for byte in text.utf8 where byte != UInt8(ascii: "\\") && byte != UInt8(ascii: "x") {
      digits.append(byte > UInt8(ascii: "9") ? byte - UInt8(ascii: "a") + 10 : byte - UInt8(ascii: "0"))
      if digits.count == 2 {
        bytes.append(digits[0] << 4 | digits[1])
        digits = []
      }
    }
    return bytes
  }
}
