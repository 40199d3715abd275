/// How a watch stands, told now and then while there is work.
package struct WatchTurn: Sendable, Hashable {
  /// Files that lie there and are not taken in yet.
  package var waitingFiles = 0
  /// Files that were taken in since the last time.
  package var takenIn = 0
  /// Submissions that were settled since the last time.
  package var settled = 0
  /// Drops with rows that are not settled.
  package var openDrops = 0

  package init() {}
}
