import Delivery
import Findings
import Ledger
import Validation

extension DropRun {
  /// When what waits will have been sent; `nil` when nothing does. Throws ``Fault``.
  func forecast() throws -> Forecast? {
    let catalogue = installation.catalogue
    var backlog: [String: Forecast.Backlog] = [:]
    for (name, count) in try ledger.backlog() {
      guard let function = catalogue.function(named: name) else { continue }
      let before = function.bridge.gates.count + (function.bridge.confirm?.before == nil ? 0 : 1)
      let window = function.bridge.hours
      backlog[window, default: Forecast.Backlog(window: window, submissions: 0, requests: 0)].submissions += count
      backlog[window]?.requests += count * (1 + before)
    }
    return Forecast(
      of: Array(backlog.values), rate: try installation.rate(), hours: try installation.hours(),
      from: installation.clock.now())
  }
}
