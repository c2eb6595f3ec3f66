"""Undoes faults when their time is up, from inside the cluster.

Reads HEALS_FILE: a JSON list of requests to the API server, each a {method, path} and, for a
PATCH, {contentType, body}. Waits EXPIRE_AFTER_SECONDS from the first start of the container; the moment is kept in
STATE_DIR, so that a restarted container does not start the clock again.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from kubernetes_api import ApiError, InClusterApi

# Sleep is by a clock that stands still while the machine is suspended, as a laptop is: look at the other
# one from time to time.
LOOK_SECONDS = 5
# Between attempts while the API server refuses or cannot be reached.
RETRY_SECONDS = 5
ATTEMPTS = 60
# Of the API server, for an object that is not there.
GONE = 404


def deadline(state_dir: Path, expire_after_seconds: float, now: float) -> float:
    """The moment of healing, in seconds since the epoch; set at the first call."""
    file = state_dir / "deadline"
    if not file.exists():
        file.write_text(str(now + expire_after_seconds))
    return float(file.read_text())


def heal(api: InClusterApi, request: dict[str, Any]) -> bool:
    """Sends one request, again and again while it fails. False when it never succeeded."""
    method, path = request["method"], request["path"]
    for attempt in range(ATTEMPTS):
        try:
            api.request(method, path, request.get("body"), request.get("contentType"))
            print(f"undone: {path}", flush=True)
            return True
        except (ApiError, OSError) as error:
            if method == "DELETE" and isinstance(error, ApiError) and error.status == GONE:
                print(f"gone already: {path}", flush=True)
                return True
            print(f"attempt {attempt + 1} of {ATTEMPTS}: {path}: {error}", flush=True)
            time.sleep(RETRY_SECONDS)
    return False


def main() -> int:
    """Waits and heals; 1 when something could not be undone, so that the Job tries again."""
    heals = json.loads(Path(os.environ["HEALS_FILE"]).read_text())
    seconds = float(os.environ["EXPIRE_AFTER_SECONDS"])
    moment = deadline(Path(os.environ["STATE_DIR"]), seconds, time.time())
    while (left := moment - time.time()) > 0:
        time.sleep(min(LOOK_SECONDS, left))
    api = InClusterApi.from_environment()
    healed = [heal(api, request) for request in heals]
    return 0 if all(healed) else 1


if __name__ == "__main__":
    sys.exit(main())
