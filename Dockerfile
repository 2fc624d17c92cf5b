# Two stages: build installs into a virtual environment and makes the index; the last one runs as nobody in particular.
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /opt/askreport
ENV PATH=/opt/askreport/bin:$PATH
ARG PIP_INDEX_URL
ARG PIP_EXTRA_INDEX_URL
# torch first, by its exact pin; to be sure of a CPU build name an index that has it: --build-arg PIP_EXTRA_INDEX_URL=...
RUN pip install --no-cache-dir torch==2.13.0
COPY pyproject.toml constraints.txt README.md ./
COPY corpus corpus
COPY index index
COPY service service
COPY eval eval
RUN pip install --no-cache-dir -c constraints.txt .
ENV ASKREPORT_HOME=/var/lib/askreport
RUN askreport index build && askreport index verify

FROM python:3.11-slim
RUN useradd --system --create-home --uid 10001 askreport
COPY --from=build /opt/askreport /opt/askreport
COPY --from=build --chown=askreport /var/lib/askreport /var/lib/askreport
ENV PATH=/opt/askreport/bin:$PATH ASKREPORT_HOME=/var/lib/askreport ASKREPORT_HOST=0.0.0.0 PYTHONUNBUFFERED=1
USER askreport
WORKDIR /home/askreport
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["askreport", "serve"]
