"""Questions in, answers out."""

import os

# Our matrix products are small: OpenBLAS's threads wait for each other longer than they work (12 ms for 0.2 ms on busy
# cores). Set before NumPy is loaded; whoever sets the variable decides otherwise.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
