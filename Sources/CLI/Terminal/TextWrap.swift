extension String {
  /// The text in lines of at most so many terminal cells, indented; later lines hang by two more.
  ///
  /// Breaks at spaces, and between Japanese characters where no closing mark would begin a line.
  func wrapped(to width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    var line = ""
    var room = width - indent
    func finish() {
      let margin = String(repeating: " ", count: lines.isEmpty ? indent : indent + 2)
      lines.append(margin + line)
      room = width - indent - 2
    }
    for piece in pieces {
      let isBlank = piece == " "
      if !line.isEmpty, line.displayWidth + piece.displayWidth > room {
        while line.last == " " { line.removeLast() }
        finish()
        line = ""
      }
      if !line.isEmpty || !isBlank { line += piece }
    }
    if !line.isEmpty || lines.isEmpty { finish() }
    return lines
  }

  /// Words of narrow letters, single wide characters with the marks that close them, and spaces.
  private var pieces: [String] {
    var pieces: [String] = []
    var isOpen = false
    for character in self {
      let isWide = String(character).displayWidth > 1
      if character == " " {
        pieces.append(" ")
        isOpen = false
      } else if let last = pieces.last, last != " ", "、。，．」』）・：？！ー".contains(character) || (isOpen && !isWide) {
        pieces[pieces.count - 1].append(character)
        if isWide { isOpen = false }
      } else {
        pieces.append(String(character))
        isOpen = !isWide || "「『（".contains(character)
      }
      if "「『（".contains(character) { isOpen = true }
    }
    return pieces
  }
}
