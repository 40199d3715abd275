import Bridge
import Delivery
import Findings
import Foundation
import Ledger
import Synchronization

/// One line that says how far the sending is; only on a terminal.
final class ProgressLine: Sendable {
  private struct Counts {
    var waiting = 0
    var done = 0
    var accepted = 0
    var refused = 0
    var doubtful = 0
    var started: Date?
  }

  private let counts = Mutex(Counts())
  private let language: Language

  init(language: Language) {
    self.language = language
  }

  func note(_ event: RunEvent) {
    counts.withLock { counts in
      switch event {
      case .staged(let file): counts.waiting += file.tally.held
      case .forecast(let forecast):
        counts.waiting = max(counts.waiting, forecast.submissions)
        if Terminal.error.isTerminal {
          clear()
          Terminal.error.line(forecast.sentence(in: language))
        }
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
      draw(event, counts)
    }
  }

  func clear() {
    if Terminal.error.isTerminal { Terminal.error.write("\r\u{1b}[K") }
  }

  private func draw(_ event: RunEvent, _ counts: Counts) {
    guard Terminal.error.isTerminal else { return }
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
    Terminal.error.write("\r\u{1b}[K" + text)
  }
}
