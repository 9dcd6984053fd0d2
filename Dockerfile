# syntax=docker/dockerfile:1
# The worker, locked and without root:  docker build -t tocsin .

# The full image has a compiler, which Faust needs where it ships no wheel (arm64).
FROM python:3.13 AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /build
COPY requirements/build.lock requirements/runtime.lock requirements/
RUN python -m venv /opt/tocsin \
    && /opt/tocsin/bin/pip install --require-hashes --requirement requirements/runtime.lock \
    && pip install --require-hashes --requirement requirements/build.lock
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY streams streams
COPY rules rules
COPY seeds seeds
RUN pip wheel --no-deps --no-build-isolation --wheel-dir dist . \
    && /opt/tocsin/bin/pip install --no-deps dist/*.whl \
    && /opt/tocsin/bin/pip uninstall --yes pip

FROM python:3.13-slim
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/tocsin tocsin
COPY --from=build /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH PYTHONUNBUFFERED=1 TOCSIN_WORKER__DATA=/var/lib/tocsin
WORKDIR /etc/tocsin
COPY --from=build /build/rules rules
USER tocsin
VOLUME ["/var/lib/tocsin"]
# The settings hold and the broker answers; what a worker has stopped reading shows as lag on the broker.
HEALTHCHECK --interval=30s --timeout=15s --start-period=60s --retries=4 CMD ["tocsin", "topics"]
ENTRYPOINT ["tocsin"]
CMD ["worker"]
