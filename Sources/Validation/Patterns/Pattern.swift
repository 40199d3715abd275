/// A `pattern` constraint of a Table Schema, compiled once and matched in one pass over the bytes of a value.
///
/// The language is a small subset that every regular-expression dialect reads alike: literals, the escapes of
/// `PatternEscapeParser`, classes with ranges and negation over Unicode scalars, groups `(…)` and `(?:…)`, alternatives,
/// and `? * + {n} {n,} {n,m}`. The whole value has to match; `^` and `$` at the ends are allowed and implied.
///
/// Matching takes one table look-up per byte, whatever the pattern; nothing is ever tried twice, so no cell can make it
/// slow. The table is immutable, so that a pattern can be shared freely.
package struct Pattern: Sendable {
  package let source: String
  let table: TransitionTable
  /// For a pattern that is nothing but characters of one set, so many times: the set and how often.
  let run: (set: ScalarSet, least: Int, most: Int?)?

  /// Compiles a pattern; throws where it leaves the subset, with the position.
  package init(_ source: String) throws(PatternError) {
    let node = try PatternParser.parse(source)
    self.source = source
    if case .repeated(.scalars(let set), let least, let most) = node { run = (set, least, most) } else { run = nil }
    self.table = try TransitionTable(ByteAutomaton(node))
  }

  /// Whether the whole of `text`, which is UTF-8, fits the pattern. Ill-formed UTF-8 never fits.
  package func matches(_ text: ArraySlice<UInt8>) -> Bool {
    text.withUnsafeBufferPointer { matches($0) }
  }

  /// Whether the whole of `text`, which is UTF-8, fits the pattern. Ill-formed UTF-8 never fits.
  package func matches(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    table.columns.withUnsafeBufferPointer { columns in
      table.cells.withUnsafeBufferPointer { cells in
        var row = table.start
        for byte in text {
          row = cells[Int(row) + Int(columns[Int(byte)])]
          if row == 0 { return false }
        }
        return cells[Int(row)] == 1
      }
    }
  }
}
