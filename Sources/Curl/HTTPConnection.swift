import CCurl

/// One connection to a server, kept alive between exchanges; blocking, and to be used from one thread at a time.
///
/// HTTP/1.1 over TLS 1.2 or newer, certificate and host name verified, no redirect followed, no cookie kept.
/// **No request whose body may have left is ever sent a second time**: libcurl repeats a request by itself when a
/// reused connection ends without a byte of an answer (`Curl_retry_request`, for every method); `Transmission` forbids
/// that unless nothing of the body has left or the method is `GET` or `HEAD`.
package final class HTTPConnection {
  private let options: ConnectionOptions
  private var handle: EasyHandle
  private var idleSince: ContinuousClock.Instant?

  /// How many exchanges were attempted and how many connections that took.
  package private(set) var statistics: (requests: Int, connects: Int) = (0, 0)

  package init(options: ConnectionOptions = ConnectionOptions()) {
    self.options = options
    handle = EasyHandle(options)
  }

  /// Sends one request and waits for its answer, at most for the options' `requestTimeout`.
  ///
  /// A status of any kind is an answer; what isn't an answer tells how far it got.
  package func perform(_ request: HTTPRequest) -> Exchange {
    do throws(Refusal) {
      return try exchange(
        request, Target(request.url, allowPlainHTTP: options.allowPlainHTTP), HeaderList(request.headers))
    } catch {
      return .failed(ExchangeFailure(stage: .notAttempted, reason: error.reason))
    }
  }

  private func prepare(_ request: HTTPRequest, _ target: borrowing Target, _ headers: borrowing HeaderList)
    throws(Refusal)
  {
    guard HTTPToken.isToken(request.method) else { throw Refusal("the method is not a token") }
    guard !request.isRepeatable || request.body.isEmpty else { throw Refusal("\(request.method) has no body") }
    handle.note(ccurl_set_url(handle.pointer, target.parsed))
    handle.note(ccurl_set_list(handle.pointer, CURLOPT_HTTPHEADER, headers.list))
    // A proxy on another machine would see a plain request on its way to loopback.
    handle.set(CURLOPT_PROXY, to: target.isPlain ? "" : options.proxy ?? "")
    handle.set(CURLOPT_FRESH_CONNECT, to: hasBeenIdleForLong || handle.idleConnectionIsSpoilt() ? 1 : 0)
    handle.set(CURLOPT_CUSTOMREQUEST, to: nil)
    handle.set(CURLOPT_NOBODY, to: 0)
    if request.isRepeatable {
      handle.set(CURLOPT_HTTPGET, to: 1)
      if request.method == "HEAD" { handle.set(CURLOPT_NOBODY, to: 1) }
    } else {
      // A body that isn't given whole when the exchange begins comes from the read callback.
      handle.set(CURLOPT_POST, to: 1)
      handle.set(CURLOPT_POSTFIELDS, pointingTo: nil)
      handle.note(
        ccurl_set_offset(handle.pointer, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count)))
      if request.method != "POST" { handle.set(CURLOPT_CUSTOMREQUEST, to: request.method) }
    }
    guard handle.firstRefusal == CURLE_OK else {
      throw Refusal("libcurl refuses an option: \(String(cString: ccurl_easy_strerror(handle.firstRefusal)))")
    }
  }

  /// Borrows the target and the headers because libcurl keeps pointers to both while it performs.
  private func exchange(_ request: HTTPRequest, _ target: borrowing Target, _ headers: borrowing HeaderList)
    throws(Refusal) -> Exchange
  {
    try prepare(request, target, headers)
    let transmission = Transmission(
      request, maximumAnswerBytes: options.maximumAnswerBytes, bytesSent: handle.bytesSent)
    let code = handle.perform(transmission)
    idleSince = .now
    statistics.requests += 1
    statistics.connects += handle.long(CURLINFO_NUM_CONNECTS)
    guard code == CURLE_OK, transmission.headIsComplete else { return .failed(failure(of: transmission, code)) }
    return .answered(
      HTTPAnswer(
        status: handle.long(CURLINFO_RESPONSE_CODE), headers: transmission.headers, body: transmission.answerBody))
  }

  private var hasBeenIdleForLong: Bool {
    idleSince.map { ContinuousClock.now - $0 > .seconds(options.idleReuseTimeout) } ?? false
  }

  private func failure(of transmission: Transmission, _ code: CURLcode) -> ExchangeFailure {
    let stage =
      if !transmission.wasConnected {
        stageBeforeConnected(code)
      } else if code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_WEIRD_SERVER_REPLY {
        // Bytes came that are no HTTP/1; the header callback never saw them.
        FailureStage.readingAnswer
      } else {
        transmission.stageOnceConnected(headBytesSent: handle.long(CURLINFO_REQUEST_SIZE))
      }
    let reason =
      if transmission.answerWasTooLarge {
        "the answer is larger than \(options.maximumAnswerBytes) bytes"
      } else if transmission.repetitionWasRefused {
        "the connection was in use before and ended without an answer; the request is not sent twice"
      } else if code == CURLE_OK {
        "the head of the answer broke off"
      } else {
        handle.words(for: code)
      }
    return ExchangeFailure(
      stage: stage, reason: reason,
      bodyBytesSent: stage == .beforeBody ? 0 : transmission.bodyBytesHandedOver, code: Int32(code.rawValue))
  }

  private func stageBeforeConnected(_ code: CURLcode) -> FailureStage {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: return .nameResolution
    case CURLE_COULDNT_CONNECT, CURLE_PROXY: return .connect
    case CURLE_SSL_CONNECT_ERROR: return .handshake
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_CACERT_BADFILE,
      CURLE_SSL_INVALIDCERTSTATUS:
      return .certificate
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY,
      CURLE_BAD_FUNCTION_ARGUMENT:
      return .notAttempted
    default:
      // Time-outs and broken connections: libcurl's values stand at 0 for what was not reached.
      if handle.offset(CURLINFO_NAMELOOKUP_TIME_T) == 0 { return .nameResolution }
      if handle.long(CURLINFO_LOCAL_PORT) == 0 { return .connect }
      return code == CURLE_RECV_ERROR && options.proxy != nil ? .connect : .handshake
    }
  }
}
