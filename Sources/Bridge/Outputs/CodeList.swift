import Findings

/// The codes that stand in an error file, how many rows have each, and what they mean.
struct CodeList {
  private var entries: [String: (count: Int, example: Finding)] = [:]

  /// Notes what is said of one row.
  mutating func note(_ told: [Finding]) {
    for (code, findings) in Dictionary(grouping: told, by: \.shownCode) {
      entries[code, default: (0, findings[0])].count += 1
    }
  }

  /// A line for each code: the code, its rows, what is wrong, what to do.
  func lines(in language: Language) -> [[String]] {
    entries.sorted { $0.key < $1.key }.map { code, entry in
      let words = entry.example.code.words
      // A code of the service means what the service said with it.
      let explanation =
        code == entry.example.code.rawValue
        ? [words.general(words.what, in: language), words.general(words.remedy, in: language)]
        : [entry.example.sentence(in: language)]
      return [code, String(entry.count)] + explanation
    }
  }
}
