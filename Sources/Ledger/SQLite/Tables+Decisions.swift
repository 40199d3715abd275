internal import Delivery

extension Tables {
  /// Version 3: what a person decided about a doubt, which row a corrected one stands for, how often the service was
  /// called, and a queue in the order of legal deadlines.
  static let decisionsAndOrigins = """
    CREATE TABLE decisions (
      submission_id INTEGER NOT NULL REFERENCES submissions (id),
      number INTEGER NOT NULL CHECK (number > 0),
      decided_at INTEGER NOT NULL,
      who TEXT NOT NULL CHECK (who <> ''),
      why TEXT NOT NULL CHECK (why <> ''),
      verdict TEXT NOT NULL CHECK (verdict IN (\(list([SubmissionState.accepted, .retryable])))),
      receipt TEXT,
      PRIMARY KEY (submission_id, number)
    ) STRICT, WITHOUT ROWID;

    ALTER TABLE rows ADD COLUMN origin_drop INTEGER;
    ALTER TABLE rows ADD COLUMN origin_row INTEGER CHECK ((origin_row IS NULL) = (origin_drop IS NULL));
    CREATE INDEX rows_of_origin ON rows (origin_drop, origin_row) WHERE origin_drop IS NOT NULL;

    CREATE TABLE calls (
      month TEXT NOT NULL CHECK (length(month) = 7),
      function TEXT NOT NULL,
      sent INTEGER NOT NULL CHECK (sent >= 0),
      accepted INTEGER NOT NULL CHECK (accepted BETWEEN 0 AND sent),
      PRIMARY KEY (month, function)
    ) STRICT, WITHOUT ROWID;

    DROP INDEX claimable;
    DROP INDEX claimable_of_drop;
    CREATE INDEX claimable ON submissions
      (service_window, deadline, sort_order, drop_id, row_number, due_at, vehicle, is_report, state, queued, held,
        function)
      WHERE queued = 1 AND held = 0 AND state IN (\(waiting));
    CREATE INDEX claimable_of_drop ON submissions
      (drop_id, service_window, deadline, sort_order, row_number, due_at, vehicle, is_report, state, queued, held)
      WHERE queued = 1 AND held = 0 AND state IN (\(waiting));

    """
}
