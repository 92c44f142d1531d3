"""Users of the application: requests of all kinds, for as long as it runs. Few fail, so that no budget burns."""

import time
import urllib.error
import urllib.request

base = "http://agentprovision.agentprovision.svc"
paths = [f"/api/v1/agents/{name}" for name in "abcdef"] + [f"/api/v1/cache/{name}" for name in "abcdef"]
paths += ["/api/v1/", "/api/v1/database", "/api/v1/faults/slow?seconds=0.1"]
failing = "/api/v1/faults/status?code=500"
requests = 0


def ask(path):
    """Whether it was answered, be it with a refusal. What fails without having been ordered is logged."""
    global requests
    requests += 1
    try:
        urllib.request.urlopen(base + path, timeout=5).read()
    except OSError as error:
        if isinstance(error, urllib.error.HTTPError) and error.code < 500:
            return True
        if path != failing:
            print(f"{path}: {error}", flush=True)
        return False
    return True


# Few look in at first: a crowd that finds a database or a policy not in force yet would burn the budget of a young service.
rounds = 0
while rounds < 5:
    rounds = rounds + 1 if all(ask(path) for path in paths) else 0
    time.sleep(0.5)
print("all in", flush=True)

# What never failed has no series of failures: a few, once there are enough requests for them to be few, and then as seldom as a
# window of five minutes must be to have one. By requests, not by time: a busy machine takes fewer.
failures = 0
next_failure = 400
while True:
    for path in paths + (["/nowhere"] if int(time.time()) % 10 == 0 else []):
        ask(path)
        time.sleep(0.05)
    if requests >= next_failure:
        ask(failing)
        failures += 1
        next_failure += 200 if failures < 4 else 2400
