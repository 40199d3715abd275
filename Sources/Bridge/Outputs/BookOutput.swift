import Delivery
import Findings
import Ledger

/// The error book while it is written.
final class BookOutput {
  private var file: WholeFile
  private var book: ErrorBook?
  private let replaced: String?
  private let keeper: OutputKeeper

  /// Throws ``Fault``.
  init(
    _ names: OutputNames, layout: RowLayout, language: Language, seenAt: Moment, keeper: OutputKeeper,
    warnings: inout [Finding]
  ) throws {
    let place = try keeper.freePath(.error, .xlsx, names, &warnings)
    replaced = place.present
    self.keeper = keeper
    file = try WholeFile(at: place.path)
    book = try ErrorBook.begun(beside: place.path, layout: layout, language: language, seenAt: seenAt)
  }

  func add(_ cells: [String], _ told: [Finding]) throws {
    try book?.add(cells, told)
  }

  /// Lets the book appear. Throws ``Fault``.
  func commit(of drop: DropID) throws {
    guard let book = book.take() else { return }
    try book.close { try file.write(Array($0)) }
    try keeper.commit(&file, replacing: replaced, of: drop)
  }
}
