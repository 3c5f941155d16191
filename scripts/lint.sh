#!/bin/sh
# Every check that reads the code without running its tests; goes on after a failure and says at the end what failed.
set -u
cd "$(dirname "$0")/.."

SCRATCH=$(mktemp -d)
trap 'rm -rf "$SCRATCH"' EXIT
export PATH="$PWD/.venv/bin:$PATH" PENDOPO_MODE=test PENDOPO_DATA="$SCRATCH/test"
failed=""

check() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "lint: $name: ok"
    else
        printf '%s\n' "$output"
        echo "lint: $name: GAGAL"
        failed="$failed $name"
    fi
}

templates() { git ls-files -z 'templates/*.html' | xargs -0r djade --check --target-version 5.2; }

# The settings of a real installation, with secrets made for this check alone.
production() {
    PENDOPO_MODE=production PENDOPO_DATA="$SCRATCH/production" PENDOPO_HOSTS=portal.contoh.go.id \
        PENDOPO_PUBLIC_URL=https://portal.contoh.go.id DATABASE_URL="sqlite:///$SCRATCH/production.sqlite3" \
        PENDOPO_EMAIL_URL=smtp://localhost:25 sh -c 'eval "$(python scripts/new_secrets.py)"; exec python manage.py check --deploy --fail-level WARNING'
}

check format ruff format --check .
check rules ruff check .
check imports lint-imports
check types mypy
check migrations python manage.py makemigrations --check --dry-run
check production production
check templates templates

[ -z "$failed" ] || { echo "lint: gagal:$failed"; exit 1; }
