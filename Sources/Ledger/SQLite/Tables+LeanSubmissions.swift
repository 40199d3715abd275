internal import Delivery

/// Version 4: the table of submissions written anew, so that a row costs what it must.
///
/// SQLite makes a table in memory for each list of three values or more that a constraint or a trigger looks into, every
/// time; alternatives cost nothing. And whether a submission may be sent stands in its drop's state alone (`queued` is
/// gone), so that completing a drop changes one row instead of all.
extension Tables {
  static let leanSubmissions = """
    CREATE TABLE rebuilt (
      id INTEGER PRIMARY KEY,
      drop_id INTEGER NOT NULL REFERENCES drops (id),
      row_number INTEGER NOT NULL,
      function TEXT NOT NULL,
      is_report INTEGER NOT NULL CHECK (is_report IN (0, 1)),
      business_key TEXT NOT NULL,
      content_digest TEXT NOT NULL,
      vehicle TEXT NOT NULL,
      sort_order INTEGER NOT NULL,
      deadline TEXT NOT NULL CHECK (length(deadline) = 10),
      service_window TEXT NOT NULL,
      fields TEXT NOT NULL,
      held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'ready' CHECK (\(isAny("state", of: SubmissionState.allCases))),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      sends INTEGER NOT NULL DEFAULT 0 CHECK (sends >= 0),
      last_sent_at INTEGER CHECK ((last_sent_at IS NULL) = (sends = 0)),
      absences INTEGER NOT NULL DEFAULT 0 CHECK (absences >= 0),
      due_at INTEGER CHECK ((due_at IS NOT NULL) = (\(isAny("state", of: [.retryable, .unknown])))),
      findings TEXT CHECK ((findings IS NOT NULL) = (\(isAny("state", of: [.rejected, .retryable, .unknown])))),
      receipt TEXT CHECK ((receipt IS NOT NULL) = (state = 'accepted')),
      settled_at INTEGER CHECK ((settled_at IS NOT NULL) = (\(isAny("state", of: SubmissionState.allCases.filter(\.isSettled))))),
      blocks_vehicle INTEGER NOT NULL DEFAULT 0 CHECK (blocks_vehicle = 0 OR (blocks_vehicle = 1 AND state = 'rejected')),
      office TEXT NOT NULL DEFAULT '',
      vehicle_number TEXT NOT NULL DEFAULT '',
      passes_to TEXT NOT NULL DEFAULT '',
      base_key TEXT,
      defines TEXT,
      uses TEXT,
      resolved INTEGER NOT NULL DEFAULT 1
        CHECK (resolved = 1 OR (resolved = 0 AND uses IS NOT NULL AND (\(isAny("state", of: [.ready, .rejected]))))),
      past INTEGER NOT NULL DEFAULT 0 CHECK (past = 0 OR (past > 0 AND state = 'rejected')),
      CHECK (state <> 'ready' OR sends = 0),
      CHECK (NOT (\(isAny("state", of: [.inFlight, .accepted, .unknown]))) OR sends > 0),
      UNIQUE (drop_id, row_number, past)
    ) STRICT;
    INSERT INTO rebuilt SELECT \(columns) FROM submissions;
    DROP TABLE submissions;
    ALTER TABLE rebuilt RENAME TO submissions;

    """

  /// All that an earlier version had and this one has, in order.
  private static let columns = """
    id, drop_id, row_number, function, is_report, business_key, content_digest, vehicle, sort_order, deadline,
    service_window, fields, held, state, attempts, sends, last_sent_at, absences, due_at, findings, receipt, settled_at,
    blocks_vehicle, office, vehicle_number, passes_to, base_key, defines, uses, resolved, past
    """

  static let leanSubmissionIndexes = """
    \(liveKey)
    CREATE UNIQUE INDEX live_name ON submissions (defines) WHERE defines IS NOT NULL AND state <> 'rejected';
    CREATE INDEX claimable ON submissions
      (service_window, deadline, sort_order, drop_id, row_number, due_at, vehicle, is_report, state, held, function)
      WHERE held = 0 AND state IN (\(waiting));
    CREATE INDEX steps_of_vehicle ON submissions
      (vehicle, state, sort_order, deadline, drop_id, row_number, blocks_vehicle, past, function, is_report)
      WHERE is_report = 1;
    CREATE INDEX inquiries_of_vehicle ON submissions (vehicle) WHERE is_report = 0;
    CREATE INDEX refusals_of_vehicle ON submissions (vehicle) WHERE blocks_vehicle = 1;
    CREATE INDEX in_flight ON submissions (is_report) WHERE state = 'inFlight';
    CREATE INDEX due ON submissions (due_at, state, drop_id) WHERE due_at IS NOT NULL;
    CREATE INDEX passing ON submissions (vehicle, passes_to) WHERE passes_to <> '';
    \(sequenceOfKey)
    CREATE INDEX unresolved ON submissions (uses, state, drop_id) WHERE resolved = 0;

    """

  static let liveKey = "CREATE UNIQUE INDEX live_key ON submissions (business_key) WHERE state <> 'rejected';"
  static let sequenceOfKey = "CREATE INDEX sequence_of_key ON submissions (base_key) WHERE base_key IS NOT NULL;"

  static let leanSubmissionTriggers = """
    CREATE TRIGGER submission_starts_ready BEFORE INSERT ON submissions WHEN NEW.state <> 'ready'
    BEGIN SELECT RAISE(ABORT, 'a submission starts as ready'); END;

    CREATE TRIGGER submission_steps BEFORE UPDATE OF state ON submissions WHEN NOT (\(allowedSteps))
    BEGIN SELECT RAISE(ABORT, 'forbidden transition of a submission'); END;

    CREATE TRIGGER submission_of_complete_drop BEFORE UPDATE OF state ON submissions
    WHEN NEW.state = 'inFlight' AND NEW.drop_id IN (\(dropsInStaging))
    BEGIN SELECT RAISE(ABORT, 'the drop of the submission is not complete'); END;

    \(contentStays)

    CREATE TRIGGER submission_sent_stays BEFORE DELETE ON submissions
    WHEN OLD.sends > 0 AND (OLD.settled_at IS NULL OR OLD.settled_at >= \(youngest))
    BEGIN SELECT RAISE(ABORT, 'a submission that was sent is kept for five years'); END;

    CREATE TRIGGER submission_past_stays BEFORE UPDATE OF past ON submissions WHEN OLD.past <> 0 OR NEW.past = 0
    BEGIN SELECT RAISE(ABORT, 'a submission that another one took the place of stays so'); END;

    """

  static let contentStays = """
    CREATE TRIGGER submission_content BEFORE UPDATE OF function, is_report, business_key, content_digest, fields
    ON submissions
    \(unlessResolved)
    """

  /// A name gives way to the number of its package, once, and before anything is sent.
  static let unlessResolved = """
    WHEN NOT (OLD.resolved = 0 AND NEW.resolved = 1 AND OLD.sends = 0 AND NEW.function = OLD.function
      AND NEW.is_report = OLD.is_report)
    BEGIN SELECT RAISE(ABORT, 'the content of a submission never changes'); END;
    """

  private static let allowedSteps = SubmissionState.allCases.filter { !$0.isSettled }.map { state in
    let next = state.successors.sorted { $0.rawValue < $1.rawValue }
    return "(OLD.state = '\(state.rawValue)' AND (\(isAny("NEW.state", of: next))))"
  }.joined(separator: " OR ")

  private static func isAny(_ column: String, of states: [SubmissionState]) -> String {
    states.map { "\(column) = '\($0.rawValue)'" }.joined(separator: " OR ")
  }
}
