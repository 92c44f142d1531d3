"""Stands in for AgentProvision in tests with a cluster: real metrics, and faults to order.

DATABASE_URL and REDIS_URL are used by the routes that need them. Metrics lie at METRICS_PATH (default /metrics); with
INTERNAL_KEY they are guarded by the request header X-Internal-Key.
"""

import hashlib
import os
import secrets
import time
from typing import Annotated

import psycopg
import redis
from fastapi import Depends, FastAPI, Header, HTTPException
from prometheus_fastapi_instrumentator import Instrumentator

INTERNAL_KEY = os.environ.get("INTERNAL_KEY")

app = FastAPI(title="Stand-in for AgentProvision")


def needs_internal_key(x_internal_key: Annotated[str | None, Header()] = None) -> None:
    """Answers 401 unless the request carries the internal key, where there is one."""
    if INTERNAL_KEY and not secrets.compare_digest((x_internal_key or "").encode(), INTERNAL_KEY.encode()):
        raise HTTPException(401, "X-Internal-Key is missing or wrong")


Instrumentator().instrument(app).expose(
    app,
    endpoint=os.environ.get("METRICS_PATH", "/metrics"),
    include_in_schema=False,
    dependencies=[Depends(needs_internal_key)],
)


def setting(name: str) -> str:
    """The address of a data service; 503 where the environment has none."""
    value = os.environ.get(name)
    if not value:
        raise HTTPException(503, f"{name} is not set")
    return value


@app.get("/api/v1/")
def root() -> dict[str, str]:
    """What probes ask."""
    return {"status": "ok"}


@app.get("/api/v1/agents/{agent}")
def agent(agent: str) -> dict[str, str]:
    """An ordinary request with a parameter in its path."""
    return {"agent": agent}


@app.post("/api/v1/agents", status_code=201)
def create_agent() -> dict[str, str]:
    """An ordinary request that makes something."""
    return {"agent": secrets.token_hex(4)}


@app.get("/api/v1/faults/status")
def answer_with(code: int = 500) -> None:
    """Answers with any error code."""
    raise HTTPException(code, "as ordered")


@app.get("/api/v1/faults/exception")
def fail() -> None:
    """Fails in its own code, as a bug does."""
    raise RuntimeError("as ordered")


@app.get("/api/v1/faults/slow")
def slow(seconds: float = 2) -> None:
    """Answers late."""
    time.sleep(seconds)


@app.get("/api/v1/faults/cpu")
def burn(seconds: float = 1) -> None:
    """Keeps one CPU busy."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        hashlib.sha256(bytes(65536)).digest()


@app.get("/api/v1/faults/memory")
def allocate(mebibytes: int = 64, seconds: float = 10) -> None:
    """Holds memory for a while; more than the limit gets the container killed."""
    block = bytearray(mebibytes * 2**20)
    block[::4096] = b"x" * len(block[::4096])
    time.sleep(seconds)


@app.get("/api/v1/database")
def database(seconds: float = 0) -> dict[str, int]:
    """Asks Postgres, and holds its connection for a while."""
    with psycopg.connect(setting("DATABASE_URL"), connect_timeout=2) as connection:
        row = connection.execute("SELECT count(*) FROM pg_class, pg_sleep(%s)", [seconds]).fetchone()
    return {"relations": row[0] if row else 0}


@app.get("/api/v1/cache/{key}")
def cached(key: str, kibibytes: int = 1) -> dict[str, bool]:
    """Reads a key from Redis and writes it where it is missing."""
    with redis.Redis.from_url(setting("REDIS_URL"), socket_timeout=2) as store:
        hit = store.get(key) is not None
        if not hit:
            store.set(key, secrets.token_bytes(kibibytes * 1024), ex=600)
    return {"hit": hit}
