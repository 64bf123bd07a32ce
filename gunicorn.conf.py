"""The production server: a few threads in two processes, on the local address unless told otherwise."""

import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
timeout = 60
graceful_timeout = 20
control_socket_disable = True
max_requests = 10_000
max_requests_jitter = 1_000
control_socket_disable = True
