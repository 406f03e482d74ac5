"""The ledger and answers as files for others: workbooks and documents, each whole or not there at all."""
