import Findings

extension Installation {
  /// What a running watch makes of a configuration that was read again: all of it, but what it holds locked.
  ///
  /// The folder, the ledger and the clock of a process are those that it was started with; the fault that comes along says
  /// which changes have to wait. Throws ``Fault`` for what can't be used, before anything of it is.
  func adopting(_ new: Installation) throws(Fault) -> (installation: Installation, waiting: Fault?) {
    var settings = new.configuration
    var kept: [String] = []
    if settings.folder != configuration.folder { kept.append("folder") }
    if settings.state != configuration.state { kept.append("state") }
    if settings.environment != configuration.environment { kept.append("environment") }
    if settings.environments[configuration.environment] == nil {
      throw Fault(
        .configurationInvalid,
        ["path": "environments", "reason": "“\(configuration.environment)”, which is in use, is not among them"])
    }
    settings.folder = configuration.folder
    settings.state = configuration.state
    settings.environment = configuration.environment
    let installation = Installation(
      configuration: settings, catalogue: new.catalogue, clock: clock, language: new.language,
      variables: new.variables)
    let waiting = kept.isEmpty ? nil : Fault(.restartNeeded, ["settings": kept.joined(separator: ", ")])
    return (installation, waiting)
  }
}
