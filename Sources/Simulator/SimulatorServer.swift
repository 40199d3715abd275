import Hummingbird
import HummingbirdTLS
import Logging

/// The far end, pretended: a server that behaves like the interface of the recycling centre.
package enum SimulatorServer {
  /// Serves until the task is cancelled or a graceful shutdown is asked for.
  ///
  /// - Parameter onReady: called once, when the server accepts connections.
  /// - Throws: what the file system says about journal, record and overlay, what the overlay's reader says, or the
  ///   network about the port.
  package static func run(
    _ options: SimulatorOptions, onReady: @escaping @Sendable (SimulatorEndpoint) -> Void
  ) async throws {
    let dialect = try options.overlayFolder.map(OverlayFolder.dialect(of:)) ?? .shipped
    let record = try options.recordPath.map(ExchangeRecord.init(path:))
    let centre = try Centre(options)
    let certificates = options.tls ? try ThrowawayCertificates() : nil
    let scheme = options.tls ? "https" : "http"
    let host = options.tls ? "localhost" : options.host
    let application = Application(
      responder: Front(
        centre: centre, dialect: dialect, record: record, latency: .milliseconds(options.latencyMilliseconds)),
      server: try certificates.map { try .tls(.http1(), tlsConfiguration: $0.configuration()) } ?? .http1(),
      configuration: ApplicationConfiguration(
        address: .hostname(options.host, port: options.port), serverName: "jars-simulator"),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? options.port
        let base = "\(scheme)://\(host):\(port)"
        options.logger.info("simulator listens", metadata: ["url": "\(base)"])
        onReady(
          SimulatorEndpoint(
            baseURL: base, port: port, certificateAuthorityPEM: certificates?.authorityPEM, adminURL: base + "/admin"))
      },
      logger: quiet(options.logger))
    defer { record?.close() }
    try await application.run()
  }

  /// The framework's own words are of interest only when something is wrong.
  private static func quiet(_ logger: Logger) -> Logger {
    var logger = logger
    logger.logLevel = max(logger.logLevel, .warning)
    return logger
  }
}
