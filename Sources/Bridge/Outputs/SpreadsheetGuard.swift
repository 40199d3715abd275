import Glibc

/// Keeps a spreadsheet program from running a cell as a formula, in a way that our own reader undoes.
///
/// Text that starts with `=`, `+`, `-`, `@` or a tab gets an apostrophe in front, which normalisation takes off again
/// (domain/5 §5.5). Plain numbers and the legacy form `="0400"` are harmless and stay as they are.
enum SpreadsheetGuard {
  /// Whether the cell certainly stays as it is: what is told by bytes alone, as for nearly all cells.
  static func isHarmless(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return true }
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), UInt8(ascii: "\t"): return false
    default: return memchr(cell.baseAddress!, 0, cell.count) == nil
    }
  }

  static func harmless(_ cell: String) -> String {
    // A raw NUL ends the file for many programs; its picture shows where it stood.
    let cell = cell.utf8.contains(0) ? cell.replacing("\0", with: "\u{2400}") : cell
    // Bytes are quicker to look at than characters, and most cells start with none of these.
    guard let byte = cell.utf8.first, "=+-@\t".utf8.contains(byte) else { return cell }
    guard let first = cell.first, "=+-@\t".contains(first) else { return cell }
    return isNumber(cell) || isQuotedText(cell) ? cell : "'" + cell
  }

  private static func isNumber(_ cell: String) -> Bool {
    let digits = cell.dropFirst()
    return "+-".contains(cell.first ?? " ") && !digits.isEmpty
      && digits.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") }
  }

  /// `="…"` without another quote inside is text to a spreadsheet.
  private static func isQuotedText(_ cell: String) -> Bool {
    cell.hasPrefix("=\"") && cell.hasSuffix("\"") && cell.count >= 3 && !cell.dropFirst(2).dropLast().contains("\"")
  }
}
