"""A folder of every format we read: files per second with one reader and with more, beside Recoll where it is installed.

    python -m tests.benchmarks.mixed [--files 600] [--seed 20]

Recoll (recollindex, with the helpers it finds) makes an index of the same folder in the same run; both begin with
nothing. It does less: no descriptions, no secrecy marks, no children that may be killed; and reads what it can.
"""



AIM = 5.0
"""Times as fast as Recoll, on two cores (issue 3)."""
