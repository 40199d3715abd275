import CCurl

/// libcurl, which is loaded by whoever sends first: commands that send nothing start without it.
package enum HTTPLibrary {
  /// Why it can't be used, in the system's words; `nil` where it can.
  ///
  /// Loads and initialises it when it is asked for the first time, before any thread of ours uses it.
  package static let failure: String? = ccurl_load().map { String(cString: $0) }
}
