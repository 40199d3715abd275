/// What became of the refused rows of a drop that were to be sent again.
package struct Retried: Sendable, Hashable {
  /// Rows that now stand for a new submission.
  package var renewed = 0
  /// Rows that an equal report answers for which was made meanwhile.
  package var answered = 0
  /// Rows that stay refused: another report of the same line stands in their way, and their findings name it.
  package var blocked = 0
  /// The drops with rows that changed: others may have shared what was refused.
  package var drops: Set<DropID> = []

  package init() {}
}
