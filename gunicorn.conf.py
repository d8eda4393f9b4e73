"""What gunicorn does in each worker; it reads this file where it is started.

How many workers there are, and where they listen, is said where it is started.
"""

from __future__ import annotations

import gc
from typing import Any


def post_worker_init(worker: Any) -> None:
    """Leave what was loaded at the start out of collecting garbage: it stays anyway.

    Else each full collection looks at all of it, while requests wait.
    """
    del worker
    gc.collect()
    gc.freeze()
