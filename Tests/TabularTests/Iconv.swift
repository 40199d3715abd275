import CIconv

/// The system's own conversion, to compare with; nil when it refuses the bytes.
func iconvConvert(_ bytes: [UInt8], from source: String, to target: String) -> [UInt8]? {
  let handle = iconv_open(target, source)
  defer { iconv_close(handle) }
  var input = bytes.map { CChar(bitPattern: $0) }
  let capacity = bytes.count * 4 + 8
  var output = [CChar](repeating: 0, count: capacity)
  var unread = input.count
  var unwritten = capacity
  let status = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      var from = input.baseAddress
      var to = output.baseAddress
      return iconv(handle, &from, &unread, &to, &unwritten)
    }
  }
  guard status == 0 || status < 1 << 20, unread == 0 else { return nil }
  return output.prefix(capacity - unwritten).map { UInt8(bitPattern: $0) }
}
