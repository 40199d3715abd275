internal import Delivery

extension Tables {
  /// The table that keeps promise 2: `live_key` lets no key be reported twice, the checks tie every column to the
  /// state that it belongs to, and the triggers let no statement, ours or a person's, take a forbidden step.
  static let submissions = """
    CREATE TABLE submissions (
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
      queued INTEGER NOT NULL DEFAULT 0 CHECK (queued IN (0, 1)),
      held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1)),
      state TEXT NOT NULL DEFAULT 'ready' CHECK (state IN (\(list(SubmissionState.allCases)))),
      attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
      sends INTEGER NOT NULL DEFAULT 0 CHECK (sends >= 0),
      last_sent_at INTEGER CHECK ((last_sent_at IS NULL) = (sends = 0)),
      absences INTEGER NOT NULL DEFAULT 0 CHECK (absences >= 0),
      due_at INTEGER CHECK ((due_at IS NOT NULL) = (state IN (\(list([SubmissionState.retryable, .unknown]))))),
      findings TEXT CHECK (
        (findings IS NOT NULL) = (state IN (\(list([SubmissionState.rejected, .retryable, .unknown]))))
      ),
      receipt TEXT CHECK ((receipt IS NOT NULL) = (state = 'accepted')),
      settled_at INTEGER CHECK ((settled_at IS NOT NULL) = (state IN (\(settled)))),
      blocks_vehicle INTEGER NOT NULL DEFAULT 0 CHECK (blocks_vehicle = 0 OR (blocks_vehicle = 1 AND state = 'rejected')),
      CHECK (state <> 'ready' OR sends = 0),
      CHECK (state NOT IN (\(list([SubmissionState.inFlight, .accepted, .unknown]))) OR sends > 0),
      UNIQUE (drop_id, row_number)
    ) STRICT;

    \(indexes)
    \(triggers)
    """

  private static let indexes = """
    CREATE UNIQUE INDEX live_key ON submissions (business_key) WHERE state <> 'rejected';
    CREATE INDEX claimable ON submissions
      (service_window, sort_order, deadline, drop_id, row_number, due_at, vehicle, is_report, state, queued, held)
      WHERE queued = 1 AND held = 0 AND state IN (\(waiting));
    CREATE INDEX claimable_of_drop ON submissions
      (drop_id, service_window, sort_order, deadline, row_number, due_at, vehicle, is_report, state, queued, held)
      WHERE queued = 1 AND held = 0 AND state IN (\(waiting));
    CREATE INDEX steps_of_vehicle ON submissions
      (vehicle, state, sort_order, deadline, drop_id, row_number, queued, blocks_vehicle, function, is_report)
      WHERE is_report = 1;
    CREATE INDEX unsettled_of_drop ON submissions (drop_id) WHERE state NOT IN (\(settled));
    CREATE INDEX in_flight ON submissions (is_report) WHERE state = 'inFlight';
    CREATE INDEX due ON submissions (due_at, state, drop_id) WHERE due_at IS NOT NULL;
    """

  private static let triggers = """
    CREATE TRIGGER submission_starts_ready BEFORE INSERT ON submissions WHEN NEW.state <> 'ready'
    BEGIN SELECT RAISE(ABORT, 'a submission starts as ready'); END;

    CREATE TRIGGER submission_steps BEFORE UPDATE OF state ON submissions
    WHEN NOT (\(allowedSteps))
    BEGIN SELECT RAISE(ABORT, 'forbidden transition of a submission'); END;

    CREATE TRIGGER submission_content BEFORE UPDATE OF function, is_report, business_key, content_digest, fields
    ON submissions
    BEGIN SELECT RAISE(ABORT, 'the content of a submission never changes'); END;

    CREATE TRIGGER submission_sent_stays BEFORE DELETE ON submissions WHEN OLD.sends > 0
    BEGIN SELECT RAISE(ABORT, 'a submission that was sent is never forgotten'); END;

    """

  private static let allowedSteps = SubmissionState.allCases.filter { !$0.isSettled }
    .map { "(OLD.state = '\($0.rawValue)' AND NEW.state IN (\(list($0.successors))))" }
    .joined(separator: " OR ")
}
