"""Undoes faults when their time is up, from inside the cluster.

Reads HEALS_FILE: a JSON list of {path, contentType, body}, each one PATCH request to the API
server. Waits EXPIRE_AFTER_SECONDS from the first start of the container; the moment is kept in
STATE_DIR, so that a restarted container does not start the clock again.
"""

import json
import os
import sys
import time
from pathlib import Path

from kubernetes_api import ApiError, InClusterApi

# Between attempts while the API server refuses or cannot be reached.
RETRY_SECONDS = 5
ATTEMPTS = 60


def deadline(state_dir: Path, expire_after_seconds: float, now: float) -> float:
    """The moment of healing, in seconds since the epoch; set at the first call."""
    file = state_dir / "deadline"
    if not file.exists():
        file.write_text(str(now + expire_after_seconds))
    return float(file.read_text())


def heal(api: InClusterApi, path: str, content_type: str, body: object) -> bool:
    """Sends one request, again and again while it fails. False when it never succeeded."""
    for attempt in range(ATTEMPTS):
        try:
            api.patch(path, body, content_type)
            print(f"undone: {path}", flush=True)
            return True
        except (ApiError, OSError) as error:
            print(f"attempt {attempt + 1} of {ATTEMPTS}: {path}: {error}", flush=True)
            time.sleep(RETRY_SECONDS)
    return False


def main() -> int:
    """Waits and heals; 1 when something could not be undone, so that the Job tries again."""
    heals = json.loads(Path(os.environ["HEALS_FILE"]).read_text())
    seconds = float(os.environ["EXPIRE_AFTER_SECONDS"])
    moment = deadline(Path(os.environ["STATE_DIR"]), seconds, time.time())
    time.sleep(max(0.0, moment - time.time()))
    api = InClusterApi.from_environment()
    healed = [heal(api, item["path"], item["contentType"], item["body"]) for item in heals]
    return 0 if all(healed) else 1


if __name__ == "__main__":
    sys.exit(main())
