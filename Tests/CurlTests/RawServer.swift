import Foundation
import Glibc

/// A TCP server on loopback that does to each request whatever a test says, and remembers what it received.
final class RawServer: @unchecked Sendable {
  /// What to do once a whole request has been read, or its head for `…AfterHead`.
  enum Act: Sendable {
    case answer(String)
    case answerThenClose(String)
    /// Answers, waits, then sends something that nobody asked for on the same connection.
    case answerThenLater(String, then: String, after: Double)
    case close
    case reset
    case answerAfter(seconds: Double, String)
    case closeAfterHead
    case resetAfterHead
  }

  static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Say: hello\r\n\r\nok"

  let port: Int
  private let listener: Int32
  private let lock = NSLock()
  private var acts: [Act]
  private var received: [(head: String, body: [UInt8])] = []
  private var accepted = 0
  private var performed = 0

  /// - Parameters:
  ///   - acts: one for each request, over all connections; afterwards `ok`.
  ///   - accepts: false leaves clients in the backlog.
  ///   - greeting: said to each client instead of serving it, before hanging up.
  init(_ acts: [Act] = [], accepts: Bool = true, greeting: String? = nil) {
    self.acts = acts
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && Glibc.listen(listener, 16) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    precondition(bound, "no loopback port")
    port = Int(UInt16(bigEndian: address.sin_port))
    self.listener = listener
    guard accepts else { return }
    Thread { [weak self] in
      while true {
        let client = Glibc.accept(listener, nil, nil)
        guard client >= 0 else { return }
        guard let self else {
          Glibc.close(client)
          return
        }
        self.lock.withLock { self.accepted += 1 }
        if let greeting {
          _ = self.write(greeting, client)
          Glibc.close(client)
        } else {
          Thread { self.serve(client) }.start()
        }
      }
    }.start()
  }

  deinit { stop() }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    Glibc.close(listener)
  }

  func url(_ path: String = "/") -> String { "http://127.0.0.1:\(port)\(path)" }

  /// Requests whose head came whole; a body may be short where the client gave up.
  var requests: [(head: String, body: [UInt8])] { lock.withLock { received } }
  var connections: Int { lock.withLock { accepted } }

  /// Waits, at most 5 s, until so many acts are over and what they send is on its way.
  func waitForActs(_ count: Int) {
    for _ in 1...5000 where lock.withLock({ performed < count }) { Thread.sleep(forTimeInterval: 0.001) }
  }

  private func nextAct() -> Act { lock.withLock { acts.isEmpty ? .answer(Self.ok) : acts.removeFirst() } }

  private func serve(_ client: Int32) {
    defer { Glibc.close(client) }
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(client, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var pending: [UInt8] = []
    while let end = fill(&pending, from: client) {
      let head = String(decoding: pending[..<end], as: UTF8.self)
      let act = nextAct()
      switch act {
      case .closeAfterHead, .resetAfterHead:
        lock.withLock { received.append((head, [])) }
        // Lets some of the body arrive first.
        if pending.count == end { _ = more(&pending, from: client) }
        if case .resetAfterHead = act { resetOnClose(client) }
        return
      default: break
      }
      let length =
        head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
      while pending.count < end + length, more(&pending, from: client) {}
      let body = Array(pending[end...].prefix(length))
      lock.withLock { received.append((head, body)) }
      guard body.count == length else { return }
      pending.removeFirst(end + length)
      let goesOn = perform(act, client)
      if !goesOn {
        shutdown(client, Int32(SHUT_WR))
      }
      lock.withLock { performed += 1 }
      guard goesOn else { return }
    }
  }

  /// Returns whether the connection goes on.
  private func perform(_ act: Act, _ client: Int32) -> Bool {
    switch act {
    case .answer(let text): return write(text, client)
    case .answerThenClose(let text):
      _ = write(text, client)
      return false
    case .answerThenLater(let text, let later, let seconds):
      _ = write(text, client)
      Thread.sleep(forTimeInterval: seconds)
      return write(later, client)
    case .answerAfter(let seconds, let text):
      Thread.sleep(forTimeInterval: seconds)
      return write(text, client)
    case .reset:
      resetOnClose(client)
      return false
    case .close, .closeAfterHead, .resetAfterHead: return false
    }
  }

  private func resetOnClose(_ client: Int32) {
    var linger = linger(l_onoff: 1, l_linger: 0)
    setsockopt(client, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
  }

  /// Reads until a head is whole; its length, or nil when the client has gone.
  private func fill(_ pending: inout [UInt8], from client: Int32) -> Int? {
    while true {
      if let range = pending.firstRange(of: Array("\r\n\r\n".utf8)) { return range.upperBound }
      guard more(&pending, from: client) else { return nil }
    }
  }

  private func more(_ pending: inout [UInt8], from client: Int32) -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(client, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    pending.append(contentsOf: buffer[..<count])
    return true
  }

  private func write(_ text: String, _ client: Int32) -> Bool {
    let bytes = Array(text.utf8)
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
