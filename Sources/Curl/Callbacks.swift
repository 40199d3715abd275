import CCurl

/// libcurl's callbacks, each handing its bytes to the `Transmission` behind the context pointer.
extension EasyHandle {
  mutating func setCallbacks() {
    note(
      ccurl_set_transfer_function(pointer, CURLOPT_READFUNCTION) { bytes, size, count, context in
        guard let bytes, let context else { return Int(CURL_READFUNC_ABORT) }
        let buffer = UnsafeMutableRawBufferPointer(start: bytes, count: size * count)
        return transmission(at: context).readBody(into: buffer)
      })
    note(
      ccurl_set_transfer_function(pointer, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transmission(at: context).receiveHeader(buffer) ? buffer.count : 0
      })
    note(
      ccurl_set_transfer_function(pointer, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
        guard let bytes, let context else { return 0 }
        let buffer = UnsafeRawBufferPointer(start: bytes, count: size * count)
        return transmission(at: context).receiveBody(buffer) ? buffer.count : 0
      })
    note(
      ccurl_set_seek_function(pointer) { context, _, _ in
        guard let context, transmission(at: context).mayRewind() else { return CURL_SEEKFUNC_FAIL }
        return CURL_SEEKFUNC_OK
      })
    note(
      ccurl_set_before_request_function(pointer) { context, _, _, _, _ in
        guard let context, transmission(at: context).mayBegin() else { return CURL_PREREQFUNC_ABORT }
        return CURL_PREREQFUNC_OK
      })
  }

  /// Runs one exchange with `transmission` behind the callbacks. Blocks.
  mutating func perform(_ transmission: Transmission) -> CURLcode {
    clearWords()
    return withExtendedLifetime(transmission) {
      let context = Unmanaged.passUnretained(transmission).toOpaque()
      set(CURLOPT_READDATA, pointingTo: context)
      set(CURLOPT_HEADERDATA, pointingTo: context)
      set(CURLOPT_WRITEDATA, pointingTo: context)
      set(CURLOPT_SEEKDATA, pointingTo: context)
      set(CURLOPT_PREREQDATA, pointingTo: context)
      return transmission.body.withUnsafeBytes { body in
        if transmission.isGivenWhole {
          // libcurl takes no copy; it only reads.
          set(CURLOPT_POSTFIELDS, pointingTo: UnsafeMutableRawPointer(mutating: body.baseAddress))
        }
        return firstRefusal == CURLE_OK ? ccurl_easy_perform(pointer) : firstRefusal
      }
    }
  }
}

private func transmission(at context: UnsafeMutableRawPointer) -> Transmission {
  Unmanaged<Transmission>.fromOpaque(context).takeUnretainedValue()
}
