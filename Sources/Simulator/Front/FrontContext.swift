import Hummingbird

/// What the framework hands along with a request, and a way to close its connection without an answer.
struct FrontContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let closeConnection: @Sendable () -> Void

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    let channel = source.channel
    closeConnection = { channel.close(promise: nil) }
  }
}
