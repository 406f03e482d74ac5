"""Text as the program compares it: folding now, dates and numerals where they are needed."""
