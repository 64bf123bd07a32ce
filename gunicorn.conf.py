"""The production server: a few threads in two processes, on the local address unless told otherwise.

It keeps one worker for background jobs beside it, begun again when it dies and ended with the server.
"""

import os
import subprocess
import sys
import threading
from pathlib import Path

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True

ended = threading.Event()
OFF = ("0", "false", "no", "off")


def when_ready(server):
    if os.environ.get("TRACKER_WORKER", "").strip().lower() not in OFF:
        keeper = threading.Thread(target=_keep_worker, name="keeper")
        keeper.start()
        server.keeper = keeper


def on_exit(server):
    ended.set()
    if hasattr(server, "keeper"):
        server.keeper.join()


def _keep_worker():
    manage = str(Path(__file__).with_name("manage.py"))
    command = [sys.executable, manage, "work", "--parent", str(os.getpid())]
    while not ended.is_set():
        # A session of its own: Ctrl+C reaches the server alone, which then ends the worker.
        worker = subprocess.Popen(command, start_new_session=True)  # noqa: S603
        while worker.poll() is None and not ended.wait(1):
            pass
        if worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(10)
            except subprocess.TimeoutExpired:
                worker.kill()
        ended.wait(1)
