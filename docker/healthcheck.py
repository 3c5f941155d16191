"""Asks the web server in this container for /healthz the way the proxy would; exits 1 when a part is dead."""

import http.client
import os
import sys

host = os.environ["PENDOPO_HOSTS"].split(",")[0].strip()
line = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8000")), timeout=8)
line.request("GET", "/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"})
answer = line.getresponse()
body = answer.read(1000).decode(errors="replace")
print(answer.status, body)
# A web container is not restarted because a worker is silent: it answers for itself and its database.
sys.exit(0 if answer.status == 200 or (answer.status == 503 and '"database"' not in body) else 1)
