import Findings
import Tabular

/// What a file's own format says about whether its writer is done (PRODUCT, "Whole files only").
enum Unfinished {
  /// Refusals that a file gets as well when the rest of it is still to come: no central directory, no end of the root
  /// element, zeros where a copy has reserved room, a fixed-width record or a count that does not come out.
  private static let refusals: Set<FindingCode> = [
    .emptyFile, .notText, .workbookDamaged, .markupMalformed, .rowElementMissing, .recordLength, .recordCountMismatch,
  ]

  /// Whether the refusal of a whole file may be the writer's being still at it.
  static func mayExplain(_ findings: [Finding]) -> Bool {
    findings.contains { $0.severity == .error && refusals.contains($0.code) }
  }

  /// Whether the last line has no end. Many systems never write one, but one that is about to go on can't be told from it.
  static func isLastLineOpen(of opened: OpenedDrop) throws -> Bool {
    let isWide: Bool
    switch opened.layout {
    case .delimited(let dialect): isWide = [.utf16LittleEndian, .utf16BigEndian].contains(dialect.encoding)
    case .fixedWidth(let layout) where layout.hasLineEnds && ![.ibm930, .ibm939].contains(layout.encoding):
      isWide = false
    default: return false
    }
    let last = try InputFile(path: opened.examination.path).tail(isWide ? 2 : 1).filter { $0 != 0 }
    return last != [0x0A] && last != [0x0D]
  }
}

/// A file that ends where a row was not over: its writer may still be at it.
struct UnfinishedDrop: Error {}

/// Reading was given up because the program is to stop.
struct StoppedReading: Error {}
