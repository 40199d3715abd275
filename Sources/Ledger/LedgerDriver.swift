package import Delivery
package import Findings

/// What every ledger can do, whatever keeps it.
///
/// A method that returns has made its effect durable: a power cut right after it loses nothing. Methods throw ``Fault``
/// (`ledgerUnavailable`, `ledgerBusy`, `ledgerVersion`, `diskFull`) and leave the ledger as it was when they throw.
/// One process owns a ledger for writing at a time. Readers need no ownership, nor do guests, who may only bring a
/// person's word beside a working owner: ``release(_:row:who:why:at:)`` and ``decide(_:_:having:at:)``.
package protocol LedgerDriver: Sendable {
  // Drops

  /// The drop with this identity, if its bytes were ever taken in for this function.
  func drop(identifiedBy identity: DropIdentity) throws -> DropRecord?
  func drop(_ id: DropID) throws -> DropRecord?
  /// Newest first.
  func drops(limit: Int) throws -> [DropRecord]
  /// Completely staged drops with a row whose submission, their own or a shared one, is not settled; oldest first.
  func openDrops() throws -> [DropRecord]
  /// Opens a drop for staging. Rows that a dead process left of the same drop stay, and its ``DropRecord/prefix`` tells
  /// which; those of any other drop are removed.
  ///
  /// A drop that was staged completely before comes back as it is, with state `staged`.
  func beginStaging(_ drop: NewDrop) throws -> DropRecord
  /// Removes the rows of a drop that is being staged. Where it throws, the first ones may be left, and ``DropRecord/prefix``
  /// counts none of them; so may whatever else removes rows of such a drop.
  func restartStaging(_ drop: DropID) throws
  /// Adds rows, all or none, and makes a submission for each valid one unless its key is known already.
  ///
  /// - Parameters:
  ///   - prefix: what stands in the drop already; with the new rows when this returns.
  ///   - next: hands out the next rows, `nil` after the last ones. Nobody else writes meanwhile. What it throws is thrown,
  ///     and undoes them all.
  func stage(in drop: DropID, behind prefix: inout StagedPrefix, _ next: () throws -> [StagedRow]?) throws
  /// Declares the drop complete; from now on its submissions can be claimed.
  func finishStaging(_ drop: DropID) throws
  /// Removes a drop that never finished staging, as if it had not been seen.
  func abandonStaging(_ drop: DropID) throws

  // Deliveries

  /// Turns every submission that a dead process left `inFlight` into `unknown` (reports) or `retryable` (inquiries); one
  /// that certainly never left is given back as if it had not been claimed. What it was staging stays until
  /// ``removeUnfinished()``, or goes on.
  ///
  /// Call once after taking ownership and before the first claim. Returns how many there were.
  func recoverInterrupted(at now: Moment) throws -> Int
  /// Removes the rows of drops that a dead process was staging and that nobody went on with. The drops keep their numbers.
  func removeUnfinished() throws
  /// Records what happened and claims what comes next, in one durable transaction for any number of both.
  ///
  /// A claimed submission is `inFlight` with a new attempt when this returns: the ledger knows it before it leaves. A
  /// claim that finds nothing gives nothing; those after it are tried all the same.
  func record(
    _ results: [AttemptResult], counting calls: CallCounts, thenClaim claims: [Claim]
  ) throws -> [ClaimedSubmission]
  /// How often each function was called in a month, `2026-11`.
  func calls(in month: String) throws -> [String: CallCounts.Count]
  /// Notes that a claimed request is about to leave; it must not where this throws.
  ///
  /// Not durable against a power cut: it is only for telling, after a kill, what never left.
  func noteLeaving(_ requestID: String) throws
  /// The submissions that claims would take one after the other, left as they are: what must be asked before one may
  /// leave is asked now.
  func claimable(_ claim: Claim, limit: Int) throws -> [ClaimedSubmission]
  /// Settles a submission that is not in flight: a gate refused, an inquiry answered.
  ///
  /// - Parameter state: as the caller saw it, `nil` for any. A guest may have settled it meanwhile; then the evidence is
  ///   kept, nothing else is changed, and the answer is `false`.
  @discardableResult
  func settle(
    _ id: SubmissionID, _ settlement: Settlement, evidence: Evidence?, ifStill state: SubmissionState?, at now: Moment
  ) throws -> Bool
  /// Submissions in doubt that may be asked about now, the longest due first; `requestID` is that of the last attempt.
  func doubtful(askableAt now: Moment, limit: Int) throws -> [ClaimedSubmission]
  /// How often other submissions with the same business key were sent, all of them refused by now.
  func earlierSends(like id: SubmissionID) throws -> Int
  /// When the next submission becomes due that waits for its time: to be sent again, or to be asked about.
  ///
  /// Only drops that belong to this run; `nil` for all. Service windows are the calendar's business, not the ledger's.
  func nextDue(after now: Moment, drops: [DropID]?) throws -> Moment?

  /// When the submission left for the first time; `nil` where it never did.
  func firstSent(_ id: SubmissionID) throws -> Moment?
  /// How many submissions wait to be sent, by function; those that an earlier step holds back are not among them.
  func backlog() throws -> [String: Int]

  /// Gives refused rows of a drop a new submission of the same content, where their reasons say that others were in
  /// trouble; all rows that shared what was refused follow. Doing it again changes nothing.
  ///
  /// A row stays refused where its line was corrected by another row, or its key was taken by other content meanwhile; an
  /// equal report that was made meanwhile answers for it. What a person released is left alone.
  func retryRejected(in drop: DropID, where isOthersTrouble: ([Finding]) -> Bool) throws -> Retried

  // A person's word

  /// All submissions in doubt with what is known of each, the one that was sent first first.
  func doubts() throws -> [SubmissionHistory]
  /// The same for the submission of one row, in doubt or not; `nil` for a row without any.
  func history(of row: RowID) throws -> SubmissionHistory?
  /// Settles a submission in doubt as a person says, and keeps who and why.
  ///
  /// - Parameter seen: how many pieces of evidence the person was shown. `false`, and nothing done, where there are more
  ///   by now or the submission is in doubt no longer.
  func decide(_ id: SubmissionID, _ decision: Decision, having seen: Int, at now: Moment) throws -> Bool
  /// A person's word that a refused or invalid row holds nothing any more; `false` where it held nothing.
  func release(_ drop: DropID, row: Int, who: String, why: String, at now: Moment) throws -> Bool
  /// The drops with rows that share the row's submission, its own first.
  func drops(sharing row: RowID) throws -> [DropRecord]
  /// The drops with rows that a person's word has changed, and how often it did.
  func decidedDrops() throws -> [DropID: Int]

  // Packages, trucks and what is known of vehicles

  /// Waiting submissions that name a package which has a number by now.
  func resolvable(limit: Int) throws -> [Resolvable]
  /// Puts the number in the place of the name: the submission as it would have been made with the number.
  ///
  /// Where the same call stands under its number already, rows of equal content are answered by it, others rejected.
  func resolve(_ id: SubmissionID, as new: NewSubmission, at now: Moment) throws
  /// Rejects what names a package of an earlier day that nothing can make any more; says how many there were.
  func expireNames(seenBefore start: Moment, at now: Moment) throws -> Int
  /// The values of the latest accepted report of the vehicle among those functions, as a JSON object.
  func known(of vehicle: String, by functions: [String]) throws -> String?
  /// The vehicle that a number belongs to, as far as accepted reports said.
  func vehicle(ofNumber number: String) throws -> String?
  /// The values of an accepted report of a vehicle in the submission's thread of that kind, as a JSON object.
  func member(ofThread kind: String, of id: SubmissionID) throws -> String?
  /// The values of the vehicle's other accepted reports of the submission's function, each as a JSON object.
  func accepted(like id: SubmissionID) throws -> [String]
  /// Keeps what was there before the submission leaves, in place of what was kept for an earlier send.
  func keep(_ values: [String], before id: SubmissionID) throws
  func kept(before id: SubmissionID) throws -> Set<String>

  /// How the row stands that a 台帳ID names; `nil` for one that was never staged.
  func standing(of row: RowID) throws -> RowStanding?
  /// All rows of one line of the customer's books, from any of them; no members for a row that is not there.
  func family(of row: RowID) throws -> RowFamily

  // Projections

  /// Rows of a drop in file order, with their fates, after the row number given.
  func rows(of drop: DropID, after number: Int, limit: Int) throws -> [RowRecord]
  func tally(of drop: DropID) throws -> Tally
  /// The lines of the list that answered a row's inquiry.
  func list(of drop: DropID, row: Int) throws -> [[String]]
  /// Every row that ever concerned the vehicle, in time order.
  func rows(ofVehicle vehicle: String) throws -> [RowRecord]
  /// The fingerprint of an output as we last wrote it, so that a person's edit is seen.
  func output(at path: String) throws -> String?
  func recordOutput(at path: String, fingerprint: String, of drop: DropID) throws
  /// Another number after anything was changed but the record of outputs, whoever changed it; for the owner.
  func revision() throws -> Int64
}

extension LedgerDriver {
  /// Settles a submission that only this process can have touched since it was looked at.
  package func settle(_ id: SubmissionID, _ settlement: Settlement, evidence: Evidence?, at now: Moment) throws {
    try settle(id, settlement, evidence: evidence, ifStill: nil, at: now)
  }
}
