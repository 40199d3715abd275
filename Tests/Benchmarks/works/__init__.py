"""One file for each work that the table has lines for; each has `lines(bench)`."""
