/// One exchange as libcurl's callbacks see it: the body going out, the answer coming in, and the lock against sending
/// twice.
///
/// libcurl holds an unretained pointer to it for the length of one `curl_easy_perform`.
final class Transmission {
  let body: [UInt8]
  private let isRepeatable: Bool
  private let maximumAnswerBytes: Int
  /// How many bytes of the request, its head first, libcurl has given to the network; over all its attempts.
  private let bytesSent: () -> Int

  /// Bytes of the body handed to libcurl, over all its attempts.
  private(set) var bodyBytesHandedOver = 0
  /// Whether a connection was ready for this request, its TLS handshake included.
  private(set) var wasConnected = false
  /// Whether libcurl wanted to send a request again that may have left, and was kept from it.
  private(set) var repetitionWasRefused = false
  private(set) var answerWasTooLarge = false
  private(set) var headBytesReceived = 0
  /// Whether the empty line that ends a head came; libcurl takes a head that broke off for a whole answer.
  private(set) var headIsComplete = false
  private(set) var headers: [(name: String, value: String)] = []
  private(set) var answerBody: [UInt8] = []
  private var isReadingTrailers = false

  init(_ request: HTTPRequest, maximumAnswerBytes: Int, bytesSent: @escaping () -> Int = { .max }) {
    body = request.body
    isRepeatable = request.isRepeatable
    self.maximumAnswerBytes = maximumAnswerBytes
    self.bytesSent = bytesSent
  }

  /// Whether libcurl gets the body at once and sends it with the head, in one TLS record and one call of the kernel.
  ///
  /// All of it then counts as handed over as soon as the request begins. Larger ones go piece by piece.
  var isGivenWhole: Bool { !isRepeatable && (1...Self.largestWhole).contains(body.count) }

  private static let largestWhole = 12_000

  var answerHasBegun: Bool { headBytesReceived > 0 || !answerBody.isEmpty }

  /// Called by libcurl with a ready connection, before each time it sends the request; false forbids it.
  ///
  /// A second time means that a reused connection died without a byte of an answer and libcurl repeats by itself.
  func mayBegin() -> Bool {
    defer {
      wasConnected = true
      if isGivenWhole { bodyBytesHandedOver = body.count }
    }
    guard wasConnected, !isRepeatable else { return true }
    // Without a body the head alone is a complete request, so there is no telling that it didn't arrive.
    let nothingComplete = isGivenWhole ? bytesSent() == 0 : !body.isEmpty && bodyBytesHandedOver == 0
    repetitionWasRefused = repetitionWasRefused || !nothingComplete
    return nothingComplete
  }

  /// Fills libcurl's buffer with the next bytes of the body; 0 at its end.
  func readBody(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let piece = body[bodyBytesHandedOver...].prefix(buffer.count)
    buffer.copyBytes(from: piece)
    bodyBytesHandedOver += piece.count
    return piece.count
  }

  /// Called when libcurl wants the body from its start again; false forbids it.
  func mayRewind() -> Bool {
    repetitionWasRefused = repetitionWasRefused || bodyBytesHandedOver > 0
    return bodyBytesHandedOver == 0
  }

  /// Takes one header line, or the status line that begins a head; false breaks the exchange off.
  func receiveHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
    headBytesReceived += bytes.count
    guard headBytesReceived <= maximumAnswerBytes else {
      answerWasTooLarge = true
      return false
    }
    if bytes.starts(with: "HTTP/".utf8) {
      // An interim answer (1xx) was not the answer: start over.
      headers = []
      headIsComplete = false
    } else if bytes.elementsEqual("\r\n".utf8) || bytes.elementsEqual("\n".utf8) {
      headIsComplete = true
    } else if !isReadingTrailers, let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      let name = String(decoding: bytes[..<colon], as: UTF8.self)
      headers.append((name: name, value: Self.trimmed(bytes[(colon + 1)...])))
    }
    return true
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || 0x09...0x0D ~= byte }
    let rest = bytes.drop(while: isSpace)
    let end = rest.lastIndex { !isSpace($0) }.map { $0 + 1 } ?? rest.startIndex
    return String(decoding: rest[..<end], as: UTF8.self)
  }

  /// Takes a piece of the answer's body; false breaks the exchange off.
  func receiveBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
    isReadingTrailers = true
    guard answerBody.count + bytes.count <= maximumAnswerBytes else {
      answerWasTooLarge = true
      return false
    }
    answerBody.append(contentsOf: bytes)
    return true
  }

  /// How far a failed exchange got, told from what was seen rather than from libcurl's code.
  ///
  /// - Parameter headBytesSent: bytes of the request's head that left, and of a body given whole, by libcurl's count.
  func stageOnceConnected(headBytesSent: Int) -> FailureStage {
    if body.isEmpty || isGivenWhole {
      if headBytesSent == 0, !repetitionWasRefused { return .beforeBody }
    } else if bodyBytesHandedOver == 0 {
      return .beforeBody
    }
    if answerHasBegun { return .readingAnswer }
    return bodyBytesHandedOver < body.count ? .sending : .awaitingAnswer
  }
}
