internal import Delivery

extension Tables {
  /// Version 3: what a person decided about a doubt, which row a corrected one stands for, and how often the service
  /// was called.
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
      count INTEGER NOT NULL CHECK (count >= 0),
      PRIMARY KEY (month, function)
    ) STRICT, WITHOUT ROWID;

    """
}
