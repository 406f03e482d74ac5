"""Papers that are like one another: doubles, their review, other years, and new files that may be lost papers."""
