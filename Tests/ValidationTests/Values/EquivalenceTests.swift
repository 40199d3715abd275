import Testing

@testable import Validation

/// The fast path on bytes and the slow path on folded text have to agree.
@Suite("Fast and slow path")
struct EquivalenceTests {
  static let cases: [(Normalisation, ValueContext)] = [
    (.ticket, ValueContext()), (.office, ValueContext()), (.digits, ValueContext(digits: 5...7)),
    (.chassis, ValueContext()),
    (.plate, ValueContext()), (.permit, ValueContext()), (.telephone, ValueContext()), (.date, ValueContext()),
    (.date, ValueContext(defaultEra: .heisei, serialDates: .from1900)), (.integer, ValueContext()),
    (.decimal, ValueContext()), (.money, ValueContext()), (.code, ValueContext()),
    (.choice, ValueContext(choices: Choices(["1": ["有"], "0": ["無"]], isBoolean: true))),
  ]

  @Test("A generated cell gets the same answer clean, full-width, padded and wrapped")
  func same() {
    var (random, seed) = SeededGenerator.announced("fast and slow path")
    var accepted = 0
    for (normalisation, context) in Self.cases {
      for _ in 0..<250 {
        let cell = generated(normalisation, &random)
        let plain = answer(cell, normalisation, context)
        if !plain.hasPrefix("!") { accepted += 1 }
        for unclean in [fullWidth(cell), "　\(cell)\u{A0}", "=\"\(cell)\"", fullWidth(cell) + "\u{FEFF}"] {
          #expect(
            answer(unclean, normalisation, context) == plain,
            "\(normalisation) of “\(cell)” against “\(unclean)”, seed \(seed)")
        }
      }
    }
    #expect(accepted > 1_000)
  }

  @Test("A canonical value is canonical: reading it again changes nothing and repairs nothing")
  func idempotent() {
    var (random, seed) = SeededGenerator.announced("canonical values")
    for (normalisation, context) in Self.cases {
      for _ in 0..<250 {
        let cell = generated(normalisation, &random)
        guard case .value(let first) = normalise(bytes(cell), as: normalisation, context) else { continue }
        #expect(
          normalise(first.value, as: normalisation, context) == .value(Normalised(first.value)),
          "\(normalisation) of “\(cell)”, seed \(seed)")
      }
    }
  }

  @Test("No text whatever makes a normalisation fail", arguments: Normalisation.allCases)
  func robust(normalisation: Normalisation) {
    var (random, seed) = SeededGenerator.announced("any text, \(normalisation)")
    let context = ValueContext(choices: Choices(["1": ["有"], "2": ["無"]]), defaultEra: .showa, serialDates: .from1904)
    let alphabet = Array("019.,-/:=\"'#E+ 　年月日元令和平RH東品川さサｻﾞ・・()（）[]○※▲¥円第号内線\u{301}\n😀".unicodeScalars)
    for _ in 0..<600 {
      let scalars = (0..<Int.random(in: 0...9, using: &random)).map { _ in alphabet.randomElement(using: &random)! }
      let cell = String(String.UnicodeScalarView(scalars))
      if case .value(let normalised) = normalise(bytes(cell), as: normalisation, context) {
        #expect(!normalised.value.isEmpty, "“\(cell)”, seed \(seed)")
      }
    }
  }

  @Test("A clean cell comes back as the slice that came in")
  func sameSlice() {
    let buffer = Array("x040012345678,ABC12-345678,2026-11-20,1,品川500さ1234,7500,トヨタ".utf8)[1...]
    let kinds: [Normalisation] = [.ticket, .chassis, .date, .choice, .plate, .integer, .name]
    let context = ValueContext(choices: Choices(["1": ["有"], "0": ["無"]], isBoolean: true))
    for (cell, normalisation) in zip(buffer.split(separator: 0x2C), kinds) {
      guard case .value(let normalised) = normalise(cell, as: normalisation, context) else {
        Issue.record("\(normalisation) refused a clean cell")
        continue
      }
      #expect(normalised.value.indices == cell.indices)
      #expect(
        normalised.value.withUnsafeBufferPointer { $0.baseAddress } == cell.withUnsafeBufferPointer { $0.baseAddress })
    }
  }

  // MARK: Generated cells

  /// Half of the cells right for their kind, half with a character changed, added or removed.
  private func generated(_ normalisation: Normalisation, _ random: inout SeededGenerator) -> String {
    func digits(_ count: ClosedRange<Int>) -> String {
      (0..<Int.random(in: count, using: &random)).map { _ in "\(Int.random(in: 0...9, using: &random))" }.joined()
    }
    func letters(_ count: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: count, using: &random)).map { _ in "ABCDEXYZ019".randomElement(using: &random)! })
    }
    let cell: String
    switch normalisation {
    case .ticket, .office: cell = digits(11...13)
    case .digits, .integer, .money: cell = digits(1...8)
    case .chassis: cell = letters(1...6) + "-" + digits(3...8)
    case .plate:
      cell =
        ["品川", "なにわ", "袖ヶ浦"].randomElement(using: &random)! + digits(1...3)
        + ["さ", "れ", "A", "サ", "お"].randomElement(using: &random)! + digits(1...4)
    case .permit: cell = digits(9...12)
    case .telephone: cell = "0" + digits(8...11)
    case .date:
      let separator = ["-", "/", ".", ""].randomElement(using: &random)!
      let year = ["2026", "1999", "R8", "H7", "27"].randomElement(using: &random)!
      let part = { (number: Int) in (number < 10 ? "0" : "") + "\(number)" }
      cell =
        year + separator + part(Int.random(in: 1...13, using: &random)) + separator
        + part(Int.random(in: 1...32, using: &random))
    case .decimal: cell = digits(1...4) + "." + digits(1...2)
    case .choice: cell = ["1", "0", "有", "無", "2", "X", "yes", "(有)"].randomElement(using: &random)!
    default: cell = letters(1...6) + ["-", "_", ""].randomElement(using: &random)! + letters(1...6)
    }
    guard Bool.random(using: &random) else { return cell }
    var scalars = Array(cell.unicodeScalars)
    let place = Int.random(in: 0..<scalars.count, using: &random)
    scalars[place] = Array("09AXxE.-".unicodeScalars).randomElement(using: &random)!
    return String(String.UnicodeScalarView(scalars))
  }

  private func fullWidth(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { (0x21...0x7E).contains($0.value) ? Unicode.Scalar($0.value + 0xFEE0)! : $0 }))
  }
}
