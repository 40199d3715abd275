import Tabular

/// Tells of the cells of one column, on the bytes of the file, which are certainly canonical and right.
struct CellTest: BitwiseCopyable {
  enum Kind: UInt8, BitwiseCopyable {
    /// A column that no field reads: anything well-formed.
    case unread
    /// One of some codes of one byte.
    case code
    /// One of some values.
    case listed
    case digits
    /// ASCII characters of one class, with another for both ends.
    case run
    case date
    /// Anything that has to be decoded.
    case text
  }

  /// How a number may begin.
  enum Lead: UInt8, BitwiseCopyable { case any, zero, significant }

  var kind: Kind
  var column = 0
  var field = 0
  var isRequired = false
  /// Whether a rule, or the key, asks for the field, and whether for more than that it is empty.
  var isAsked = false
  var isRead = false
  /// Characters.
  var least = 1
  var most = Int.max
  var lead = Lead.any
  /// For codes: a ``CodeTable``.
  var codes: UnsafePointer<UInt8>?
  var listed = UnsafeBufferPointer<GateText>(start: nil, count: 0)
  /// For a run: the class of each byte.
  var classes: UnsafePointer<UInt8>?
  /// For text: the classes of characters that need a closer look, anywhere, and at the first and the last place.
  var refused: (anywhere: UInt8, first: UInt8, last: UInt8) = (0, 0, 0)
  /// What was not proved of the field's pattern beforehand.
  var pattern: GatePattern?
  var isPlate = false
  /// Text that nobody reads needs no decoding.
  var machine: CellMachine?
  /// The bytes of the longest cell whose characters need not be counted: it has no more characters than bytes.
  var uncounted = Int.max
  var limits: (low: Double, high: Double)?

  /// Judges the cells of a column.
  func judge(_ rows: GateRows, of columns: Int, _ desk: inout GateDesk, _ decoder: CellDecoder) {
    let values = isAsked ? desk.values.texts(of: field) : nil
    if let machine {
      rows.judge(column: column, of: columns, by: machine, most: uncounted, keeping: values) { cell in
        var value = cell
        return acceptsDecoded(cell, &value, &desk, decoder)
      }
      return
    }
    switch kind {
    case .code:
      guard let codes else { preconditionFailure("codes have a table") }
      if isAsked, !desk.values.isCode[field] {
        rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, _ in
          cell.count == 1 && codes[Int(cell[0])] == 1
        }
      } else {
        rows.judge(
          column: column, of: columns, by: codes, keeping: isAsked ? desk.values.codes(of: field) : nil)
      }
    case .listed:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, _ in
        for item in listed where item == cell { return true }
        return false
      }
    case .digits:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, _ in acceptsDigits(cell)
      }
    case .date:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, _ in acceptsDate(cell) }
    case .run:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, _ in acceptsRun(cell) }
    case .text where isAsked || isPlate || pattern != nil:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: values) { cell, value in
        acceptsDecoded(cell, &value, &desk, decoder)
      }
    case .text:
      rows.judge(column: column, of: columns, isRequired: isRequired, keeping: nil) { cell, _ in
        accepts(decoder.look(at: cell.bytes))
      }
    case .unread:
      rows.judge(column: column, of: columns, isRequired: false, keeping: nil) { cell, _ in
        let seen = decoder.look(at: cell.bytes)
        return seen.count > 0 && seen.seen & CharacterClass.odd == 0
      }
    }
  }

  // MARK: Digits

  @inline(__always)
  private func acceptsDigits(_ cell: GateText) -> Bool {
    guard cell.count >= least, cell.count <= most else { return false }
    switch lead {
    case .any: break
    case .zero: guard cell[0] == 0x30 else { return false }
    case .significant: guard cell[0] != 0x30 || cell.count == 1 else { return false }
    }
    guard cell.isDigits, isWithinLimits(cell) else { return false }
    return pattern?.matches(cell) ?? true
  }

  @inline(__always)
  private func isWithinLimits(_ cell: GateText) -> Bool {
    guard let limits else { return true }
    var number = 0
    for place in 0..<cell.count { number = number * 10 + Int(cell[place] &- 0x30) }
    return Double(number) >= limits.low && Double(number) <= limits.high
  }

  // MARK: Dates

  /// `2026-11-20`, a day that there is.
  @inline(__always)
  private func acceptsDate(_ cell: GateText) -> Bool {
    guard let day = GateDay(cell) else { return false }
    return day.year >= JapanDate.earliestYear && day.month >= 1 && day.month <= 12 && day.day >= 1
      && (day.day <= 28 || day.day <= JapanDate.days(in: day.month, of: day.year)) && pattern?.matches(cell) ?? true
  }

  // MARK: Runs

  @inline(__always)
  private func acceptsRun(_ cell: GateText) -> Bool {
    guard cell.count >= least, cell.count <= most, let classes else { return false }
    var seen: UInt8 = 0
    for place in 0..<cell.count { seen |= classes[Int(cell[place])] }
    let ends = classes[Int(cell[0])] | classes[Int(cell[cell.count &- 1])]
    guard seen & RunClass.other == 0, ends & RunClass.notAtEnds == 0 else { return false }
    if seen & RunClass.closer != 0, needsCloserLook(cell, classes) { return false }
    return pattern?.matches(cell) ?? true
  }

  /// Numbers masked with X's, and short codes with one hyphen, which may be dates that a spreadsheet made.
  private func needsCloserLook(_ cell: GateText, _ classes: UnsafePointer<UInt8>) -> Bool {
    guard classes[0x2D] & RunClass.closer == 0 else {
      if cell.count > 6 { return false }
      var hyphens = 0
      for place in 0..<cell.count where cell[place] == 0x2D { hyphens += 1 }
      return hyphens == 1
    }
    var crosses = 0
    for place in 0..<cell.count {
      crosses = cell[place] == 0x58 ? crosses + 1 : 0
      if crosses == 4 { return true }
    }
    return false
  }

  // MARK: Text

  @inline(__always)
  private func accepts(_ decoded: CellDecoder.Decoded) -> Bool {
    decoded.count > 0 && decoded.characters >= least && decoded.characters <= most
      && (decoded.seen & refused.anywhere) | (decoded.first & refused.first) | (decoded.last & refused.last) == 0
  }

  @inline(__always)
  private func acceptsDecoded(
    _ cell: GateText, _ value: inout GateText, _ desk: inout GateDesk, _ decoder: CellDecoder
  ) -> Bool {
    guard cell.count <= GateDesk.longestText, let room = desk.room(for: cell.count) else { return false }
    let decoded = decoder.decode(cell.bytes, into: room)
    guard accepts(decoded) else { return false }
    value = GateText(start: UnsafePointer(room), count: decoded.count)
    if isRead { desk.take(decoded.count) }
    if let pattern, !pattern.matches(value) { return false }
    return !isPlate || isCleanPlate(value.bytes)
  }
}

/// The numbers of a day written like `2026-11-20`, whether there is such a day or not.
struct GateDay {
  var year: Int
  var month: Int
  var day: Int

  @inline(__always)
  init?(_ text: GateText) {
    guard text.count == 10, text[4] == 0x2D, text[7] == 0x2D else { return nil }
    var isOther: UInt8 = 0
    func digit(_ place: Int) -> Int {
      let digit = text[place] &- 0x30
      isOther |= digit > 9 ? 1 : 0
      return Int(digit)
    }
    year = digit(0) &* 1000 &+ digit(1) &* 100 &+ digit(2) &* 10 &+ digit(3)
    month = digit(5) &* 10 &+ digit(6)
    day = digit(8) &* 10 &+ digit(9)
    guard isOther == 0 else { return nil }
  }
}
