import Delivery
import Findings

extension Forecast {
  /// One sentence: how much, how long, until when, and whether that is before closing.
  func sentence(in language: Language) -> String {
    let time = Self.duration(seconds, in: language)
    let pace = rate.rounded() == rate ? String(Int(rate)) : String((rate * 100).rounded() / 100)
    let start = language.pick(
      ja: "\(submissions)件（通信\(requests)回）、毎秒\(pace)回で\(time)、\(begins.clockTime)開始、\(ends.clockTime)終了の見込みです",
      en:
        "\(submissions) to send (\(requests) requests), \(time) at \(pace)/s, from \(begins.clockTime), done \(ends.clockTime)"
    )
    guard let closes else { return start + language.pick(ja: "。", en: ".") }
    let closing = closes.clockTime
    if isDoneBeforeClosing { return start + language.pick(ja: "（受付は\(closing)まで）。", en: "; closing \(closing).") }
    return start
      + language.pick(
        ja: "。\(closing)の受付終了までに終わらない分は次の受付開始後に送ります。",
        en: "; what is left at closing, \(closing), goes out after the next opening.")
  }

  private static func duration(_ seconds: Int, in language: Language) -> String {
    if seconds < 60 { return language.pick(ja: "\(max(1, seconds))秒", en: "\(max(1, seconds)) s") }
    let minutes = (seconds + 59) / 60
    if minutes < 60 { return language.pick(ja: "\(minutes)分", en: "\(minutes) min") }
    return language.pick(ja: "\(minutes / 60)時間\(minutes % 60)分", en: "\(minutes / 60) h \(minutes % 60) min")
  }
}
