import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Synchronization

/// One line that says how far a run or other long work is, such as reading, writing or sending; only on a terminal.
final class ProgressLine: Sendable {
  private struct Counts {
    var waiting = 0
    var done = 0
    var accepted = 0
    var refused = 0
    var doubtful = 0
    var started: Date?
    /// When reading or writing was last told of.
    var drawn = ContinuousClock.now
  }

  /// Between two lines about reading or writing, which would otherwise be hundreds in a second.
  private static let interval = Duration.milliseconds(100)

  /// Columns of the 80 that a file's name may take.
  private static let nameWidth = 48

  private let counts = Mutex(Counts())
  private let language: Language

  init(language: Language) {
    self.language = language
  }

  func note(_ event: RunEvent) {
    counts.withLock { counts in
      switch event {
      case .upgrading(let byteCount): return announceUpgrade(of: byteCount)
      case .reading(let path, let rows, let share):
        return drawNowAndThen(reading(path, rows, share), &counts)
      case .writing(let path, let rows, let all):
        if rows == 0 { return draw(writing(path, rows, all)) }
        return drawNowAndThen(writing(path, rows, all), &counts)
      case .staged(let file): counts.waiting += file.tally.held
      case .forecast(let forecast):
        counts.waiting = max(counts.waiting, forecast.submissions)
        announce(forecast.sentence(in: language))
      case .progress(.settled(let settlement)):
        counts.started = counts.started ?? Date()
        switch settlement {
        case .accepted:
          counts.accepted += 1
          counts.done += 1
        case .rejected:
          counts.refused += 1
          counts.done += 1
        case .unknown: counts.doubtful += 1
        case .retryable: break
        }
      default: break
      }
      draw(sending(event, counts))
    }
  }

  private func announceUpgrade(of byteCount: Int) {
    let megabytes = max(1, byteCount / 1_000_000)
    announce(
      language.pick(
        ja: "台帳（\(megabytes) MB）を新しい形式に更新しています。大きい台帳では数分かかります。中断しても失われるものはありません。",
        en:
          "bringing the ledger (\(megabytes) MB) up to date; a large one takes minutes, and interrupting it loses nothing"
      ))
  }

  private func reading(_ path: String, _ rows: Int, _ share: Double?) -> String {
    let part = share.map { "  \(Int($0 * 100)) %" } ?? ""
    return language.pick(ja: "読込 \(rows) 行\(part)  ", en: "read \(rows) rows\(part)  ") + fileName(path)
  }

  private func writing(_ path: String, _ rows: Int, _ all: Int) -> String {
    let part = rows == 0 ? "" : "  \(rows * 100 / max(all, 1)) %"
    return language.pick(ja: "結果を書いています\(part)  ", en: "writing results\(part)  ") + fileName(path)
  }

  /// As much of a file's name as leaves the line one line of the narrowest usual terminal.
  private func fileName(_ path: String) -> String {
    var name = (path as NSString).lastPathComponent
    if name.displayWidth <= Self.nameWidth { return name }
    while name.displayWidth > Self.nameWidth - 2 { name.removeLast() }
    return name + "…"
  }

  func noteVerifying(_ done: Int, _ all: Int) {
    draw(language.pick(ja: "台帳を確かめています  \(done)/\(all)", en: "verifying the ledger  \(done)/\(all)"))
  }

  func notePruning(rows: Int) {
    draw(language.pick(ja: "消去 \(rows) 行", en: "removed \(rows) rows"))
  }

  func clear() {
    draw("")
  }

  private func draw(_ text: String) {
    if Terminal.error.isTerminal { Terminal.error.write("\r\u{1b}[K" + text) }
  }

  private func drawNowAndThen(_ text: @autoclosure () -> String, _ counts: inout Counts) {
    let now = ContinuousClock.now
    guard now - counts.drawn >= Self.interval else { return }
    counts.drawn = now
    draw(text())
  }

  /// A line that stays.
  private func announce(_ text: String) { draw(text + "\n") }

  private func sending(_ event: RunEvent, _ counts: Counts) -> String {
    var text = language.pick(
      ja: "送信 \(counts.done)/\(max(counts.waiting, counts.done))  受理 \(counts.accepted)  拒否 \(counts.refused)",
      en:
        "sent \(counts.done)/\(max(counts.waiting, counts.done))  accepted \(counts.accepted)  refused \(counts.refused)"
    )
    if counts.doubtful > 0 { text += language.pick(ja: "  不明 ", en: "  in doubt ") + "\(counts.doubtful)" }
    if let started = counts.started, counts.done > 2, counts.waiting > counts.done {
      let pace = Date().timeIntervalSince(started) / Double(counts.done)
      let seconds = Int(pace * Double(counts.waiting - counts.done))
      text += language.pick(ja: "  残り約", en: "  about ") + "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "")
      text += "\(seconds % 60)" + language.pick(ja: "", en: " left")
    }
    if case .progress(.waiting(let moment)) = event {
      text += language.pick(ja: "  待機中 〜\(moment.clockTime)", en: "  waiting until \(moment.clockTime)")
    }
    return text
  }
}
