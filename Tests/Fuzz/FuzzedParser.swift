#if canImport(Glibc)
  import Glibc
#endif

/// A parser that libFuzzer feeds, chosen by the environment variable `FUZZ`.
enum FuzzedParser: String, CaseIterable {
  case delimited
  case fixedWidth = "fixed-width"
  case codePage = "cp932"
  case markup = "xml"
  case workbook = "xlsx"
  case answer = "json"

  /// Traps where what the parser says of the bytes is not what it must say of them.
  func judge(_ input: FuzzInput) {
    switch self {
    case .delimited: judgeDelimited(input)
    case .fixedWidth: judgeFixedWidth(input)
    case .codePage: judgeCodePage(input)
    case .markup: judgeMarkup(input)
    case .workbook: judgeWorkbook(input)
    case .answer: judgeAnswer(input)
    }
  }

  static let chosen: FuzzedParser = {
    let name = getenv("FUZZ").map { String(cString: $0) } ?? ""
    guard let parser = FuzzedParser(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      fatalError("FUZZ names the parser to feed: \(names)")
    }
    return parser
  }()
}

/// What libFuzzer calls with every input that it makes up.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  FuzzedParser.chosen.judge(FuzzInput(Array(UnsafeBufferPointer(start: start, count: count))))
  return 0
}
