import Delivery
import Findings
import Foundation
import Glibc
import Ledger

/// The error file as a workbook: every cell text, wrong cells coloured with what is wrong as a comment, a second sheet that
/// explains the codes.
///
/// Unlike the text file it keeps every character that the input had, and needs no guard against formulas: a text cell is
/// never run.
struct ErrorBook: ~Copyable {
  private let layout: RowLayout
  private let language: Language
  private var workbook: Workbook
  private var sheet = Workbook.Sheet(number: 0)
  private var widths: [Int]
  private var nextRow = 1
  private var comments = 0
  private var isFull = false
  private var codes = CodeList()

  /// Comments stay in memory until the end; what they say stands in the row's own words as well.
  private static let maximumComments = 10_000

  /// Throws ``Fault`` `writeFailed`.
  ///
  /// - Parameter path: the file that the book is for. Its data is nobody's business but theirs who may read that file, so
  ///   the library writes beside it and not into a folder that everybody shares.
  static func begun(
    beside path: String, layout: RowLayout, language: Language, seenAt: Moment
  ) throws(Fault) -> ErrorBook {
    let folder = (path as NSString).deletingLastPathComponent
    let name = (path as NSString).lastPathComponent
    let workbook = try Workbook(
      at: "\(folder.isEmpty ? "." : folder)/.\(name).\(getpid()).book.tmp", rowsInOrder: true)
    var book = ErrorBook(filling: workbook, layout: layout, language: language)
    try book.begin(seenAt)
    return book
  }

  private init(filling workbook: consuming Workbook, layout: RowLayout, language: Language) {
    self.workbook = workbook
    self.layout = layout
    self.language = language
    widths = layout.header.map(BookText.width)
  }

  private mutating func begin(_ seenAt: Moment) throws(Fault) {
    workbook.date(seenAt.milliseconds / 1000)
    sheet = try workbook.addSheet(named: language.pick(ja: "要対応", en: "To correct"))
    for (column, title) in layout.header.enumerated() {
      try workbook.write(BookText.fitting(title), row: 0, column: column, of: sheet, as: .heading)
    }
    workbook.freezeFirstRow(of: sheet)
  }

  /// Adds a row of which that is said; one that the sheet can't take any more is left to the text file.
  mutating func add(_ cells: [String], _ told: [Finding]) throws(Fault) {
    guard nextRow < Workbook.maximumRows else {
      isFull = true
      return
    }
    codes.note(told)
    let wrong = layout.words.wrongCells(of: told)
    for (column, cell) in cells.enumerated() {
      let text = BookText.fitting(cell)
      let isWrong = column < layout.theirWidth && wrong[column] != nil
      // An empty cell needs no writing unless it is the one that is wrong: its column is text already.
      if text.isEmpty && !isWrong { continue }
      widths[column] = max(widths[column], BookText.width(text))
      try workbook.write(text, row: nextRow, column: column, of: sheet, as: isWrong ? .wrong : .text)
    }
    for (column, message) in wrong.sorted(by: { $0.key < $1.key }) where column < layout.theirWidth {
      comments += 1
      guard comments <= Self.maximumComments else { break }
      try workbook.comment(BookText.fitting(message), row: nextRow, column: column, of: sheet)
    }
    nextRow += 1
  }

  /// Finishes the book and hands out its bytes in chunks. Throws ``Fault`` and what the body throws.
  consuming func close(into body: (UnsafeRawBufferPointer) throws -> Void) throws {
    for (column, width) in widths.enumerated() {
      workbook.format(column: column, of: sheet, width: Double(min(60, max(8, width + 3))))
    }
    try workbook.filter(rows: nextRow, columns: layout.header.count, of: sheet)
    try explain()
    try workbook.close(into: body)
  }

  private mutating func explain() throws(Fault) {
    let notes = try workbook.addSheet(named: language.pick(ja: "コードの説明", en: "Codes"))
    var lines = [language.pick(ja: ["コード", "件数", "内容", "対処"], en: ["Code", "Rows", "What", "What to do"])]
    lines += codes.lines(in: language)
    if isFull {
      let limit = String(Workbook.maximumRows - 1)
      lines.append([
        "", "",
        language.pick(
          ja: "この表は\(limit)行までです。すべての行はCSVのエラーファイルにあります。",
          en: "This sheet holds \(limit) rows; the CSV error file has all of them."),
      ])
    }
    if comments > Self.maximumComments {
      let limit = String(Self.maximumComments)
      lines.append([
        "", "",
        language.pick(
          ja: "コメントは最初の\(limit)件だけです。「内容」の列にはすべてあります。",
          en: "Only the first \(limit) wrong cells carry a comment; the column 内容 says it of all."),
      ])
    }
    for (column, width) in [12.0, 8, 70, 70].enumerated() { workbook.format(column: column, of: notes, width: width) }
    for (row, cells) in lines.enumerated() {
      for (column, cell) in cells.enumerated() where !cell.isEmpty {
        try workbook.write(
          BookText.fitting(cell), row: row, column: column, of: notes, as: row == 0 ? .heading : .wrapped)
      }
    }
    workbook.freezeFirstRow(of: notes)
  }
}
