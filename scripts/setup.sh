#!/bin/sh
# Prepares this folder on a fresh Debian or Ubuntu: .venv, locked packages, the system libraries that letters need.
#   sh scripts/setup.sh run    what the portal runs on
#   sh scripts/setup.sh test   that, and what the tests use
# Without root it installs no system package: it prints the command and stops.
set -eu
cd "$(dirname "$0")/.."

WHAT=${1:-run}
LETTERS="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "pendopo: $*"; }
stop() {
    printf '\n%s\n' "pendopo: $*" >&2
    exit 1
}

find_python() {
    for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    stop "perlu Python 3.11 atau lebih baru. Di Debian 12 atau Ubuntu 24.04: sudo apt-get install python3"
}

# Installs Debian packages when we are root; otherwise says exactly what to type.
system_packages() {
    if [ "$(id -u)" -ne 0 ]; then
        stop "ada paket sistem yang belum terpasang. Jalankan perintah ini, lalu ulangi:

    sudo apt-get update && sudo apt-get install -y --no-install-recommends $*
"
    fi
    command -v apt-get >/dev/null || stop "pasang paket ini dengan pengelola paket sistem Anda: $*"
    say "memasang paket sistem: $*"
    export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1  # RUNLEVEL: no server is started by being installed
    # shellcheck disable=SC2086,SC2048
    apt-get install -y -qq --no-install-recommends $* >/dev/null 2>&1 || {
        apt-get update -qq
        apt-get install -y -qq --no-install-recommends $* >/dev/null
    }
}

make_venv() {
    if [ -x .venv/bin/python ] && .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    python=$(find_python)
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        # shellcheck disable=SC2086 # all in one go, so that nobody has to come back a second time
        system_packages "python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv" $LETTERS
    fi
    say "membuat .venv dengan $python"
    "$python" -m venv --clear .venv || stop ".venv gagal dibuat. Pastikan paket python3-venv terpasang."
}

# Installs one lock file, and only when it has changed since.
install_locked() {
    lock=$1
    stamp=.venv/.installed-$(basename "$lock")
    cmp -s "$lock" "$stamp" && return
    .venv/bin/python -m pip --version >/dev/null 2>&1 || .venv/bin/python -m ensurepip -q
    say "memasang paket Python dari $lock (sekali saja, sekitar satu menit)"
    .venv/bin/python -m pip install --quiet --require-hashes --only-binary :all: -r "$lock" >.venv/pip.log 2>&1 || {
        tail -20 .venv/pip.log >&2
        stop "pemasangan paket Python gagal (.venv/pip.log). Periksa jaringan ke gudang paket Anda, lalu ulangi."
    }
    cp "$lock" "$stamp"
}

letter_libraries() {
    .venv/bin/python scripts/check_letters.py 2>/dev/null && return
    # shellcheck disable=SC2086
    system_packages $LETTERS
    .venv/bin/python scripts/check_letters.py || stop "pustaka untuk mencetak surat tidak dapat dimuat, lihat pesan di atas."
}

# The programs with which the tests look at pages, PDFs and QR codes.
test_tools() {
    missing=""
    command -v chromium >/dev/null || missing="$missing chromium"
    command -v pdftoppm >/dev/null || missing="$missing poppler-utils"
    command -v zbarimg >/dev/null || missing="$missing zbar-tools"
    command -v qpdf >/dev/null || missing="$missing qpdf"
    command -v git >/dev/null || missing="$missing git"
    command -v exiftool >/dev/null || missing="$missing libimage-exiftool-perl"
    { command -v nginx || [ -x /usr/sbin/nginx ]; } >/dev/null || missing="$missing nginx-light"
    command -v openssl >/dev/null || missing="$missing openssl"
    # shellcheck disable=SC2086
    [ -z "$missing" ] || system_packages $missing
}

make_venv
if [ "$WHAT" = test ]; then
    install_locked requirements-dev.txt
    test_tools
else
    install_locked requirements.txt
fi
letter_libraries
