import Hummingbird
import NIOCore

/// What the framework hands along with a request, and a way to close its connection without an answer.
struct FrontContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let closeConnection: @Sendable () -> Void
  /// Whether the caller is on this machine.
  let isLocal: Bool

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    let channel = source.channel
    closeConnection = { channel.close(promise: nil) }
    isLocal = channel.remoteAddress.map(Self.isLoopback) ?? false
  }

  /// Whether an address is one that only this machine can call from: 127.0.0.0/8, also inside IPv6, ::1, a Unix socket.
  static func isLoopback(_ address: SocketAddress) -> Bool {
    switch address {
    case .unixDomainSocket: return true
    case .v4: return address.ipAddress?.hasPrefix("127.") ?? false
    case .v6:
      guard let text = address.ipAddress?.lowercased() else { return false }
      return text == "::1" || text.hasPrefix("::ffff:127.")
    }
  }
}
