/// How a connection is made, and what it refuses.
package struct ConnectionOptions: Sendable {
  /// Name resolution, TCP and TLS together, seconds.
  package var connectTimeout: Double = 10
  /// The whole exchange with its connecting, seconds.
  package var requestTimeout: Double = 60
  /// A PEM file; when given, only its authorities are trusted, otherwise those of the system.
  package var certificateAuthorityPath: String?
  /// The same as text; wins over the path.
  package var certificateAuthorityPEM: String?
  /// Allows `http` to a loopback host, and to nothing else.
  package var allowPlainHTTP = false
  /// An answer whose head or body is larger than this breaks off as `readingAnswer`.
  package var maximumAnswerBytes = 1 << 20
  package var userAgent = "elvbridge"
  /// `http://host:port` or another scheme that libcurl knows; without it no proxy is used, whatever the environment
  /// says.
  package var proxy: String?
  /// An idle connection is used again for this long, seconds.
  ///
  /// Below the shortest keep-alive in common use (5 s), so that the race "the server closes while we send", which
  /// leaves
  /// a report in doubt, stays rare; a new handshake costs milliseconds, a doubt minutes.
  package var idleReuseTimeout: Double = 4

  package init() {}
}

extension ConnectionOptions: CustomStringConvertible, CustomReflectable {
  package var description: String {
    "ConnectionOptions(plain HTTP \(allowPlainHTTP), proxy \(proxy == nil ? "no" : "yes"))"
  }

  package var customMirror: Mirror { Mirror(self, children: []) }
}
