# The image of web, worker, beat and the one-time set-up. No compiler, no Node, no root at run time.
FROM python:3.12-slim-bookworm

RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 pendopo \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin pendopo

WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.txt

COPY manage.py ./
COPY config ./config
COPY office ./office
COPY services ./services
COPY complaints ./complaints
COPY surveys ./surveys
COPY templates ./templates
COPY static ./static
COPY scripts ./scripts
COPY docker/healthcheck.py ./docker/healthcheck.py
RUN python -m compileall -q /app \
    && python scripts/check_letters.py \
    && install -d -o 10001 -g 10001 -m 0750 /data /data/private /data/surel \
    && install -d -o 10001 -g 10001 -m 0755 /data/static

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PENDOPO_MODE=production PENDOPO_DATA=/data \
    PENDOPO_BIND=0.0.0.0 PORT=8000 HOME=/tmp XDG_CACHE_HOME=/tmp
USER 10001:10001
CMD ["gunicorn", "-c", "python:config.gunicorn", "config.wsgi:application"]
