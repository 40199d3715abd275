import Tabular

/// Tells of cells byte by byte, as they stand in the file, whether they certainly are what a column may hold: an automaton of
/// the encoding, of the classes of characters and of a pattern in one.
///
/// Nothing is decoded and nothing is asked but where a byte leads. Whatever ends a cell leads out of every state, so that not
/// even the lengths of cells matter.
struct CellMachine: BitwiseCopyable {
  /// Where each byte leads from each state: 256 entries of a state, each the place of the next state's first entry.
  let table: UnsafePointer<UInt16>

  /// A cell that is not certainly right; nothing leads out of it.
  static let refused: UInt16 = 0
  /// Behind a cell that is right; nothing leads out of it.
  static let accepted: UInt16 = 256
  static let start: UInt16 = 512

  /// Cells with this many bytes, or more, are for one at a time: the others are read as far as the longest is, with the CR
  /// and the LF that may end it.
  static let longestBesideOthers = CellIndex.padding - 2

  /// Whether the cell is right that begins there; it must end with a delimiter or a LF.
  func accepts(_ cell: UnsafePointer<UInt8>) -> Bool {
    var state = Int(Self.start)
    var place = 0
    repeat {
      state = Int(table[state &+ Int(cell[place])])
      place &+= 1
    } while state > Int(Self.accepted)
    return state != 0
  }

  /// Whether the cells are right that begin there, all of them shorter than ``longestBesideOthers``.
  ///
  /// Four cells step by step beside one another, because each step waits for the one before it.
  @inline(__always)
  func accepts(
    _ cells: (UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>)
  ) -> (Bool, Bool, Bool, Bool) {
    let start = Int(Self.start)
    var states = (start, start, start, start)
    var place = 0
    repeat {
      states.0 = Int(table[states.0 &+ Int(cells.0[place])])
      states.1 = Int(table[states.1 &+ Int(cells.1[place])])
      states.2 = Int(table[states.2 &+ Int(cells.2[place])])
      states.3 = Int(table[states.3 &+ Int(cells.3[place])])
      place &+= 1
    } while states.0 | states.1 | states.2 | states.3 > Int(Self.accepted)
    return (states.0 != 0, states.1 != 0, states.2 != 0, states.3 != 0)
  }
}
