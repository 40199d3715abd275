import CLibZip
import Findings
import Glibc

/// A ZIP archive opened for reading: its parts are found by name, in any order.
final class WorkbookArchive {
  let limits: WorkbookLimits
  private let archive: OpaquePointer
  private let fileBytes: Int

  /// Throws ``Fault`` where the file can't be opened (`fileMissing`, `isDirectory`, `notRegularFile`, `fileUnreadable`)
  /// and ``SheetFault`` where it is no whole archive.
  init(path: String, limits: WorkbookLimits) throws {
    // Without O_NONBLOCK, opening a FIFO that nobody writes to would wait for ever.
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.fault(path, errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      close(descriptor)
      throw Fault(isFolder ? .isDirectory : .notRegularFile, ["path": path])
    }
    var code: Int32 = 0
    guard let archive = zip_fdopen(descriptor, ZIP_RDONLY, &code) else {
      close(descriptor)
      throw SheetFault.damaged("ZIP: \(Self.meaning(of: code))")
    }
    let count = Int(zip_get_num_entries(archive, 0))
    guard count <= limits.parts else {
      zip_discard(archive)
      throw SheetFault.tooBig("ZIP", count, "parts", limit: limits.parts)
    }
    self.archive = archive
    self.limits = limits
    fileBytes = Int(status.st_size)
  }

  deinit { zip_discard(archive) }

  func has(_ name: String) -> Bool { index(of: name) != nil }

  /// Opens a part; throws ``SheetFault`` where it is missing, encrypted, or packed in a way that Excel doesn't know.
  func open(_ name: String, limit: Int) throws -> InflatedPart {
    guard let index = index(of: name) else { throw SheetFault.damaged("\(name): missing") }
    var status = zip_stat_t()
    guard zip_stat_index(archive, index, 0, &status) == 0 else { throw SheetFault.damaged("\(name): \(lastError)") }
    guard [0, 8].contains(status.comp_method) else {
      throw SheetFault.damaged("\(name): compression method \(status.comp_method)")
    }
    guard let file = zip_fopen_index(archive, index, 0) else { throw SheetFault.damaged("\(name): \(lastError)") }
    // The stated size bounds what is read of the archive, so it can't be larger than the file.
    let packed = Int(clamping: min(status.comp_size, UInt64(fileBytes)))
    return InflatedPart(of: self, file: file, name: name, packedBytes: packed, limit: limit)
  }

  /// Names of parts don't tell capital letters apart (ISO/IEC 29500-2, 6.2.2.3).
  private func index(of name: String) -> UInt64? {
    let index = zip_name_locate(archive, name, ZIP_FL_NOCASE)
    return index < 0 ? nil : UInt64(index)
  }

  private var lastError: String {
    let text = String(cString: zip_strerror(archive))
    zip_error_clear(archive)
    return text
  }

  private static func meaning(of code: Int32) -> String {
    var error = zip_error_t()
    zip_error_init_with_code(&error, code)
    defer { zip_error_fini(&error) }
    return String(cString: zip_error_strerror(&error))
  }

  private static func fault(_ path: String, _ number: Int32) -> Fault {
    switch number {
    case ENOENT, ENOTDIR: Fault(.fileMissing, ["path": path])
    case EISDIR: Fault(.isDirectory, ["path": path])
    default: Fault(.fileUnreadable, ["path": path, "reason": String(cString: strerror(number))])
    }
  }
}
