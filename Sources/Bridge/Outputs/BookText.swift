/// What text has to be like to stand in a cell of a workbook.
enum BookText {
  /// Spreadsheet programs refuse longer cells; counted in UTF-16 units.
  private static let maximumLength = 32_767

  /// The text without what XML can't carry, its end cut where a cell can't hold it.
  static func fitting(_ text: String) -> String {
    var fitting = text
    if fitting.unicodeScalars.contains(where: isImpossible) {
      var scalars = String.UnicodeScalarView()
      // A NUL is seen by its picture, as in the text file.
      scalars.append(
        contentsOf: fitting.unicodeScalars.map {
          $0.value == 0 ? "\u{2400}" : isImpossible($0) ? "\u{FFFD}" : $0
        })
      fitting = String(scalars)
    }
    guard fitting.utf8.count > maximumLength, fitting.utf16.count > maximumLength else { return fitting }
    var room = maximumLength - 1
    let kept = fitting.prefix { character in
      room -= character.utf16.count
      return room >= 0
    }
    return kept + "…"
  }

  private static func isImpossible(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value == 0 || scalar.value == 0xFFFE || scalar.value == 0xFFFF
  }

  /// How many narrow characters the longest line of a text takes.
  static func width(_ text: String) -> Int {
    text.split(separator: "\n").map { line in
      line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 || (0xFF61...0xFF9F).contains($1.value) ? 1 : 2) }
    }.max() ?? 0
  }
}
