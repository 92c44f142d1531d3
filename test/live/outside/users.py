"""Users of the application: requests of all kinds, for as long as it runs. Few fail, so that no budget burns."""

import time
import urllib.error
import urllib.request

base = "http://agentprovision.agentprovision.svc"
paths = [f"/api/v1/agents/{name}" for name in "abcdef"] + [f"/api/v1/cache/{name}" for name in "abcdef"]
paths += ["/api/v1/", "/api/v1/database", "/api/v1/faults/slow?seconds=0.1"]
unanswered = 0
failures = 0
started = None
while True:
    for path in paths + (["/nowhere"] if int(time.time()) % 10 == 0 else []):
        try:
            urllib.request.urlopen(base + path, timeout=5).read()
            started = started or time.time()
        except urllib.error.HTTPError:
            pass
        except OSError:
            unanswered += 1
        time.sleep(0.05)
    # What never failed has no series of failures: a few, once there are enough requests for them to be few, and then as seldom as a
    # window of five minutes must be to have one.
    if started and time.time() > started + 60 + (20 * failures if failures < 4 else 200 * (failures - 3)):
        failures += 1
        try:
            urllib.request.urlopen(base + "/api/v1/faults/status?code=500", timeout=5).read()
        except OSError:
            pass
