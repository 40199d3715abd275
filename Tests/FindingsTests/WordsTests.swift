import Testing

@testable import Findings

@Suite("Words for codes")
struct WordsTests {
  @Test("Every code says in both languages what is wrong", arguments: FindingCode.allCases)
  func both(code: FindingCode) {
    let words = code.words
    for language in Language.allCases {
      #expect(words.what[language]?.isEmpty == false)
      #expect(words.remedy[language] != nil)
    }
    #expect(words.remedy[.japanese]?.isEmpty == words.remedy[.english]?.isEmpty)
    #expect(words.what[.japanese]?.hasSuffix("。") == true)
    #expect(words.what[.english]?.hasSuffix(".") == true)
    #expect(words.what[.english]?.unicodeScalars.contains { 0x3040...0x9FFF ~= $0.value } == false)
  }

  @Test("Names are kebab-case and every number says its room", arguments: FindingCode.allCases)
  func shape(code: FindingCode) {
    #expect(code.name.wholeMatch(of: /[a-z]+(?:-[a-z]+)*/) != nil)
    #expect(code.rawValue.wholeMatch(of: /[TVDLBC][0-9]{3}/) != nil)
  }

  @Test("No name and no number stands for two things")
  func unique() {
    #expect(Set(FindingCode.allCases.map(\.name)).count == FindingCode.allCases.count)
    #expect(Set(FindingCode.allCases.map(\.rawValue)).count == FindingCode.allCases.count)
  }

  @Test("Codes are found by number and by name, in any case", arguments: FindingCode.allCases)
  func named(code: FindingCode) {
    #expect(FindingCode.named(code.rawValue) == code)
    #expect(FindingCode.named(code.rawValue.lowercased()) == code)
    #expect(FindingCode.named(code.name) == code)
    #expect(FindingCode.named(code.name.uppercased()) == code)
    #expect(FindingCode.named(code.name + "x") == nil)
  }

  @Test("Both languages speak of the same facts", arguments: FindingCode.allCases)
  func facts(code: FindingCode) {
    let japanese = placeholders(of: code, in: .japanese)
    let english = placeholders(of: code, in: .english)
    #expect(japanese == english)
  }

  @Test("Braces stand for facts and nothing else", arguments: FindingCode.allCases)
  func braces(code: FindingCode) {
    for language in Language.allCases {
      let text = (code.words.what[language] ?? "") + (code.words.remedy[language] ?? "")
      let rest = text.replacing(/\{[a-z]+\}/, with: "")
      #expect(!rest.contains("{") && !rest.contains("}"))
    }
  }

  @Test("A finding with all its facts is a whole sentence", arguments: FindingCode.allCases)
  func filled(code: FindingCode) {
    for language in Language.allCases {
      let names = placeholders(of: code, in: language)
      let facts = Dictionary(uniqueKeysWithValues: names.map { ($0, "<\($0)>") })
      let sentence = Finding(code, facts: facts).sentence(in: language)
      let wording = (code.words.what[language] ?? "") + (code.words.remedy[language] ?? "")
      #expect(!sentence.contains("{") && !sentence.hasSuffix(" "))
      #expect(sentence.contains("…") == wording.contains("…"))
      for name in names { #expect(sentence.contains("<\(name)>")) }
    }
  }

  @Test("Without facts the wording reads on, as explain shows it", arguments: FindingCode.allCases)
  func general(code: FindingCode) {
    for language in Language.allCases {
      for text in [code.words.what, code.words.remedy] {
        let general = code.words.general(text, in: language)
        #expect(!general.contains("{") && !general.contains("}"))
        #expect(general.isEmpty == (text[language] ?? "").isEmpty)
      }
    }
  }

  @Test("A severity for every code, and these are not errors")
  func severities() {
    let warnings: Set<FindingCode> = [
      .declaredNearlyReached, .declaredReached,
      .extraLabel, .blankLabel, .zeroRestored, .eraOverrun, .defaultEra, .stampPadded, .feeOutOfRange, .deadlinePassed,
      .blankDate, .unencodableCharacter, .outputEdited, .serviceRemark, .spreadsheetLimit,
      .unusualCharacter,
    ]
    let notes: Set<FindingCode> = [
      .blankRow, .serialDate, .kanaFolded, .timeDropped, .alreadyAccepted, .confirmedByInquiry, .hiddenCells,
      .titleLinesSkipped, .unitStripped, .weekdayDropped, .fileSkippedRows, .markupValueDeviates, .decidedByPerson,
    ]
    for code in FindingCode.allCases {
      let expected: Severity = warnings.contains(code) ? .warning : notes.contains(code) ? .note : .error
      #expect(code.severity == expected, "\(code.name)")
      #expect(Finding(code).severity == expected)
    }
  }

  private func placeholders(of code: FindingCode, in language: Language) -> Set<String> {
    let text = (code.words.what[language] ?? "") + (code.words.remedy[language] ?? "")
    return Set(text.matches(of: /\{([a-z]+)\}/).map { String($0.1) })
  }
}
