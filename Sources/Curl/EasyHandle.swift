import CCurl
import Glibc

/// The owner of one libcurl easy handle, with the options that never change.
struct EasyHandle: ~Copyable {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  /// What libcurl refused while being set up; nothing may be sent with such a handle.
  private(set) var firstRefusal: CURLcode = CURLE_OK

  init(_ options: ConnectionOptions) {
    precondition(HTTPLibrary.failure == nil, "whoever makes connections has asked whether libcurl is there")
    guard let pointer = ccurl_easy_init() else { fatalError("there is no memory for a libcurl handle") }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_ERRORBUFFER, pointingTo: UnsafeMutableRawPointer(errorText))
    setTransport(options)
    setTrust(options)
    setCallbacks()
  }

  deinit {
    ccurl_easy_cleanup(pointer)
    errorText.deallocate()
  }

  private mutating func setTransport(_ options: ConnectionOptions) {
    set(CURLOPT_NOSIGNAL, to: 1)
    set(CURLOPT_PROTOCOLS_STR, to: options.allowPlainHTTP ? "https,http" : "https")
    // HTTP/2 knows more ways to send a request again by itself (refused streams), and one request at a time gains
    // nothing.
    set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_1_1))
    set(CURLOPT_FOLLOWLOCATION, to: 0)
    set(CURLOPT_CONNECTTIMEOUT_MS, to: Self.milliseconds(options.connectTimeout))
    set(CURLOPT_TIMEOUT_MS, to: Self.milliseconds(options.requestTimeout))
    set(CURLOPT_TCP_KEEPALIVE, to: 1)
    set(CURLOPT_TCP_KEEPIDLE, to: 30)
    set(CURLOPT_TCP_KEEPINTVL, to: 15)
    // With one place in the cache, a connection that was given up is closed instead of being found again.
    set(CURLOPT_MAXCONNECTS, to: 1)
    set(CURLOPT_USERAGENT, to: options.userAgent)
    // An empty string, unlike none, keeps libcurl from reading http_proxy, https_proxy, all_proxy and no_proxy.
    set(CURLOPT_NOPROXY, to: "")
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)
    // The proxy must not see the Authorization that is meant for the service.
    set(CURLOPT_HEADEROPT, to: Int(CURLHEADER_SEPARATE))
  }

  private mutating func setTrust(_ options: ConnectionOptions) {
    set(CURLOPT_SSL_VERIFYPEER, to: 1)
    set(CURLOPT_SSL_VERIFYHOST, to: 2)
    set(CURLOPT_SSLVERSION, to: Int(CURL_SSLVERSION_TLSv1_2))
    guard options.certificateAuthorityPEM != nil || options.certificateAuthorityPath != nil else { return }
    // The system's folder of authorities would still be trusted beside the given ones.
    set(CURLOPT_CAPATH, to: nil)
    if let text = options.certificateAuthorityPEM {
      let bytes = Array(text.utf8)
      note(bytes.withUnsafeBytes { ccurl_set_blob(pointer, CURLOPT_CAINFO_BLOB, $0.baseAddress, $0.count) })
    } else {
      set(CURLOPT_CAINFO, to: options.certificateAuthorityPath)
    }
  }

  private static func milliseconds(_ seconds: Double) -> Int { max(1, Int(seconds * 1000)) }

  mutating func set(_ option: CURLoption, to value: Int) { note(ccurl_set_long(pointer, option, value)) }

  mutating func set(_ option: CURLoption, to value: String?) { note(ccurl_set_string(pointer, option, value)) }

  mutating func set(_ option: CURLoption, pointingTo value: UnsafeMutableRawPointer?) {
    note(ccurl_set_pointer(pointer, option, value))
  }

  mutating func note(_ code: CURLcode) {
    if firstRefusal == CURLE_OK { firstRefusal = code }
  }

  /// libcurl's words for the last exchange, in one line.
  func words(for code: CURLcode) -> String {
    let detail = String(cString: errorText)
    let text = detail.isEmpty ? String(cString: ccurl_easy_strerror(code)) : detail
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  func clearWords() { errorText[0] = 0 }

  func long(_ information: CURLINFO) -> Int {
    var value = 0
    return ccurl_get_long(pointer, information, &value) == CURLE_OK ? value : 0
  }

  /// Tells during an exchange how many bytes of its request libcurl has given to the network.
  var bytesSent: () -> Int {
    { [pointer] in
      var value = 0
      return ccurl_get_long(pointer, CURLINFO_REQUEST_SIZE, &value) == CURLE_OK ? value : .max
    }
  }

  func offset(_ information: CURLINFO) -> Int {
    var value: curl_off_t = 0
    return ccurl_get_offset(pointer, information, &value) == CURLE_OK ? Int(value) : 0
  }

  /// Whether the idle connection can't be used again: the server closed it, or sent something that nobody asked for.
  ///
  /// libcurl 7.88 looks for closed connections too, but takes unasked bytes for the answer to the next request.
  func idleConnectionIsSpoilt() -> Bool {
    var socket: curl_socket_t = -1
    guard ccurl_get_socket(pointer, &socket) == CURLE_OK, socket >= 0 else { return false }
    var byte: UInt8 = 0
    let count = recv(socket, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
    return count >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
  }
}
